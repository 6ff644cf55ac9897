import { expect } from 'chai';
import { CATALOGUES, LANGUAGES, languageOf } from '../../src/texts/catalogue.js';
import { speechIn } from '../../src/texts/speech.js';

/** Discord's most for the description of a command or an option, in characters. */
const LONGEST_DESCRIPTION = 100;

const placesOf = (text: string) => [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name).sort();

describe('catalogue', () => {
  const english = Object.entries(CATALOGUES.en);

  for (const language of LANGUAGES) {
    const texts = new Map(Object.entries(CATALOGUES[language]));

    it(`has every text in ${language}, and no other`, () => {
      expect([...texts.keys()].sort()).to.deep.equal(english.map(([key]) => key).sort());
      expect([...texts].filter(([, text]) => text.trim() === '').map(([key]) => key)).to.deep.equal([]);
    });

    it(`fills the same places in ${language}`, () => {
      const others = english.filter(([key, text]) => {
        // One thing may be said without its number.
        const places = placesOf(texts.get(key) ?? '');
        return !key.endsWith('.one') && JSON.stringify(places) !== JSON.stringify(placesOf(text));
      });
      expect(others.map(([key]) => key)).to.deep.equal([]);
    });

    it(`describes commands and options in ${language} as briefly as Discord wants`, () => {
      const descriptions = [...texts].filter(([key]) => /^(command|option|choice)\./.test(key));
      expect(descriptions.length).to.be.above(20);
      expect(descriptions.filter(([, text]) => text.length > LONGEST_DESCRIPTION)).to.deep.equal([]);
    });
  }

  it('says in another language what it says in English', () => {
    const same = english.filter(([key, text]) => CATALOGUES.de[key as keyof typeof CATALOGUES.de] === text);
    expect(same.map(([key]) => key)).to.deep.equal(['live']);
  });

  it('knows the languages of Discord’s locales', () => {
    expect(['en-GB', 'en-US', 'de', 'fr', 'ja', undefined].map(languageOf)).to.deep.equal([
      'en',
      'en',
      'de',
      'fr',
      undefined,
      undefined,
    ]);
  });
});

describe('Speech', () => {
  it('fills places in, and leaves what it is given as it is', () => {
    expect(speechIn('en').say('skip.done', { title: '**{title} $1**' })).to.equal('Skipped **{title} $1**.');
  });

  it('counts as the language does', () => {
    expect([0, 1, 2, 1_200].map((count) => speechIn('en').counted('tracks', count))).to.deep.equal([
      '0 tracks',
      '1 track',
      '2 tracks',
      '1,200 tracks',
    ]);
    expect([0, 1, 2].map((count) => speechIn('fr').counted('tracks', count))).to.deep.equal([
      '0 titre',
      '1 titre',
      '2 titres',
    ]);
    expect(speechIn('de').counted('votes', 2)).to.equal('2 Stimmen');
  });

  it('rounds a time that is left up, so that nobody comes too early', () => {
    expect([1, 1_000, 1_001].map((ms) => speechIn('en').seconds(ms))).to.deep.equal([
      '1 second',
      '1 second',
      '2 seconds',
    ]);
  });
});
