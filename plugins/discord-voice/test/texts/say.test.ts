import { expect } from 'chai';
import { catalogueFaults } from '@tonearm/core/testing';
import { CATALOGUES } from '../../src/texts/say.js';

describe('what a voice connection says', () => {
  it('is said in every language, with the same places', () => {
    expect(catalogueFaults(CATALOGUES)).to.deep.equal([]);
  });

  it('is nowhere left in English', () => {
    const english = new Set(Object.values<string>(CATALOGUES.en));
    const others = [...Object.values(CATALOGUES.de), ...Object.values(CATALOGUES.fr)];
    expect(others.filter((text) => english.has(text))).to.deep.equal([]);
  });
});
