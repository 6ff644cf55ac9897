import { expect } from 'chai';
import { SOUND_FILTERS } from '@tonearm/core';
import { catalogueFaults } from '@tonearm/core/testing';
import { CATALOGUES, LANGUAGES, languageOf } from '../../src/texts/catalogue.js';
import { speechIn } from '../../src/texts/speech.js';

/** Discord's most for the description of a command or an option, in characters. */
const LONGEST_DESCRIPTION = 100;

/** Names that German has from English. */
const SHARED = ['nightcore', 'vaporwave', 'tremolo', 'vibrato'].map((name) => `filter.${name}`);

describe('catalogue', () => {
  const english = Object.entries(CATALOGUES.en);

  for (const language of LANGUAGES) {
    const texts = new Map(Object.entries(CATALOGUES[language]));

    it(`describes commands and options in ${language} as briefly as Discord wants`, () => {
      const descriptions = [...texts].filter(([key]) => /^(command|option|choice)\./.test(key));
      expect(descriptions.length).to.be.above(20);
      expect(descriptions.filter(([, text]) => text.length > LONGEST_DESCRIPTION)).to.deep.equal([]);
    });
  }

  it('has every text in every language, with the same places', () => {
    expect(catalogueFaults(CATALOGUES)).to.deep.equal([]);
  });

  it('says in another language what it says in English', () => {
    const german = new Map(Object.entries(CATALOGUES.de));
    const same = english.filter(([key, text]) => german.get(key) === text && /[A-Za-z]{5,}(?![^{]*\})/.test(text));
    expect(same.map(([key]) => key).filter((key) => !SHARED.includes(key))).to.deep.equal([]);
  });

  it('calls filters in English what the core calls them', () => {
    for (const [name, { label }] of Object.entries(SOUND_FILTERS)) {
      expect(new Map(Object.entries(CATALOGUES.en)).get(`filter.${name}`), name).to.equal(label);
    }
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
