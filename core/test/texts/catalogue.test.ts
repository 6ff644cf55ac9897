import { expect } from 'chai';
import { COMMON_TEXTS, LANGUAGES } from '../../src/texts/catalogue.js';
import { catalogueFaults } from '../../src/testing/catalogue-faults.js';

describe('the catalogue of common texts', () => {
  it('says everything in every language, with the same places', () => {
    expect(catalogueFaults(COMMON_TEXTS)).to.deep.equal([]);
  });

  it('says in another language what it says in English', () => {
    for (const language of LANGUAGES.slice(1)) {
      const same = Object.entries(COMMON_TEXTS.en).filter(
        ([key, text]) => new Map(Object.entries(COMMON_TEXTS[language])).get(key) === text,
      );
      expect(same.map(([key]) => key).filter((key) => !MAY_BE_THE_SAME.includes(key))).to.deep.equal([]);
    }
  });
});

/** Words that a language shares with English. */
const MAY_BE_THE_SAME = ['live', 'control.pause', 'count.minutes.other'];
