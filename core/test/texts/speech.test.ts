import { expect } from 'chai';
import { englishOf } from '../../src/model/phrase.js';
import { LANGUAGES } from '../../src/texts/catalogue.js';
import { phrase, phrases } from '../../src/texts/phrase.js';
import { speechIn, speeches } from '../../src/texts/speech.js';

const [english, german, french] = [speechIn('en'), speechIn('de-AT'), speechIn('fr')];

/** The spaces of French typography, made visible. */
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');

describe('Speech', () => {
  it('speaks the language of a tag, and English where it does not know that', () => {
    expect(['en-GB', 'de', 'fr-CA', 'pt-BR', undefined].map((tag) => speechIn(tag).language)).to.deep.equal([
      ...['en', 'de', 'fr', 'en', 'en'],
    ]);
  });

  it('fills places in, and leaves what it is given as it is', () => {
    expect(german.say('track.by', { title: '{author} $1', author: 'Max' })).to.equal('{author} $1 von Max');
  });

  it('writes numbers as the language does', () => {
    const values = { what: 'X', seconds: 2.5 };
    expect(english.say('failure.deadline', values)).to.contain('2.5 s');
    expect(german.say('failure.deadline', values)).to.contain('2,5 s');
    expect(plain(french.counted('tracks', 1_234_567))).to.equal('1 234 567 titres');
  });

  it('keeps French signs on the line of their word', () => {
    expect(french.say('quoted', { text: 'Ça va ?' })).to.equal('«\u00A0Ça va ?\u00A0»');
    expect(french.say('failure.circuit-open', { source: 'un', seconds: 3 })).not.to.contain('\u00A0');
  });

  it('counts none, one and many', () => {
    expect([0, 1, 2].map((count) => english.counted('tracks', count))).to.deep.equal([
      '0 tracks',
      '1 track',
      '2 tracks',
    ]);
    expect([0, 1, 2].map((count) => german.counted('hours', count))).to.deep.equal([
      ...['0 Stunden', '1 Stunde', '2 Stunden'],
    ]);
    expect([0, 1, 2].map((count) => french.counted('hours', count))).to.deep.equal(['0 heure', '1 heure', '2 heures']);
  });

  it('puts numbers in order', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map((number) => english.ordinal(number))).to.deep.equal([
      ...['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd', '111th'],
    ]);
    expect([1, 2, 21].map((number) => german.ordinal(number))).to.deep.equal(['1.', '2.', '21.']);
    expect([1, 2, 21].map((number) => french.ordinal(number))).to.deep.equal(['1er', '2e', '21e']);
  });

  it('calls what has no end live', () => {
    expect([english, german, french].map((speech) => speech.length({ durationMs: null }))).to.deep.equal([
      ...['live', 'live', 'en direct'],
    ]);
    expect(french.length({ durationMs: 187_000 })).to.equal('3:07');
    expect(german.length({ durationMs: null, lengthUnknown: true })).to.equal('Länge unbekannt');
  });

  it('says a length in words and leaves out what is zero', () => {
    const lengths = [0, 1_000, 61_000, 180_000, 3_723_000, 7_200_000];
    expect(lengths.map((ms) => english.spokenTime(ms))).to.deep.equal([
      ...['0 seconds', '1 second', '1 minute 1 second', '3 minutes', '1 hour 2 minutes 3 seconds', '2 hours'],
    ]);
    expect(lengths.map((ms) => german.spokenTime(ms))).to.deep.equal([
      ...['0 Sekunden', '1 Sekunde', '1 Minute und 1 Sekunde', '3 Minuten'],
      ...['1 Stunde, 2 Minuten und 3 Sekunden', '2 Stunden'],
    ]);
    expect(lengths.map((ms) => french.spokenTime(ms))).to.deep.equal([
      ...['0 seconde', '1 seconde', '1 minute 1 seconde', '3 minutes', '1 heure 2 minutes 3 secondes', '2 heures'],
    ]);
  });

  it('says what is left as vaguely as it is known', () => {
    const estimates = [-1, 2_000, 2_001, 19_200, 57_000, 58_000, 150_000, 3_300_000, 7_300_000, 4e8];
    expect(estimates.map((ms) => english.timeLeft(ms))).to.deep.equal([
      ...['a moment left', 'a moment left', 'about 3 seconds left', 'about 20 seconds left', 'about 55 seconds left'],
      ...['about 1 minute left', 'about 3 minutes left', 'about 1 hour left', 'about 2 hours left'],
      'more than a day left',
    ]);
    expect([0, 58_000, 4e8].map((ms) => german.timeLeft(ms))).to.deep.equal([
      ...['noch einen Moment', 'noch etwa 1 Minute', 'noch mehr als einen Tag'],
    ]);
    expect([0, 19_200, 4e8].map((ms) => french.timeLeft(ms))).to.deep.equal([
      ...['encore un instant', 'encore 20 secondes environ', 'encore plus d’un jour'],
    ]);
  });

  it('says when something comes', () => {
    expect([0, 4_000, 4e8].map((ms) => english.soon(ms))).to.deep.equal([
      ...['in a moment', 'in about 4 seconds', 'in more than a day'],
    ]);
    expect([0, 4_000, 4e8].map((ms) => german.soon(ms))).to.deep.equal([
      ...['gleich', 'in etwa 4 Sekunden', 'in mehr als einem Tag'],
    ]);
    expect([0, 4_000].map((ms) => french.soon(ms))).to.deep.equal(['dans un instant', 'dans 4 secondes environ']);
  });

  it('rounds a time that is left up, so that nobody comes too early', () => {
    expect([1, 1_000, 1_001].map((ms) => english.seconds(ms))).to.deep.equal(['1 second', '1 second', '2 seconds']);
  });

  it('says how far off an estimate may be, where that is worth a word', () => {
    const errors = [undefined, 499, 500, 1_400, 89_000, 90_000];
    expect(errors.map((ms) => english.roughError(ms))).to.deep.equal([
      ...[undefined, undefined, '1 second', '1 second', '89 seconds', '2 minutes'],
    ]);
    expect(german.roughError(90_000)).to.equal('2 Minuten');
  });

  it('has words for every stage, and general ones for a stage it never heard of', () => {
    expect(english.stage('searching')).to.equal('Searching');
    expect([english, german, french].map((speech) => speech.stage('tuning-the-radio'))).to.deep.equal([
      ...['Working on it', 'In Arbeit', 'Travail en cours'],
    ]);
  });

  it('knows what to try only where the failure does not say it itself', () => {
    for (const language of LANGUAGES) {
      expect(speechIn(language).whatToTry('source-unavailable')).to.be.a('string');
      expect(speechIn(language).whatToTry('nothing-found')).to.equal(undefined);
    }
    expect(english.whatToTry('source-unavailable')).to.match(/^Try again/);
  });

  describe('of phrases', () => {
    const opening = phrase('failure.opening', { title: 'Needle Drop' });

    it('says what was put into words elsewhere, with phrases in their places', () => {
      const late = phrase('failure.deadline', { what: opening, seconds: 8.5 });
      expect(englishOf(late)).to.equal('Opening “Needle Drop” took longer than 8.5 s. Please try again.');
      expect(german.phrase(late)).to.equal(
        'Das Öffnen von „Needle Drop“ hat länger als 8,5 s gedauert. Versuch es noch einmal.',
      );
    });

    it('says a text of which it does not know the name in English', () => {
      expect(german.phrase({ english: 'The tape is torn.', key: 'tape.torn' })).to.equal('The tape is torn.');
      expect(german.phrase('The tape is torn.')).to.equal('The tape is torn.');
    });

    it('takes the texts that a plugin brings', () => {
      const torn = { english: 'The tape is torn.', texts: { de: 'Das Band ist gerissen.' } };
      expect([german, french].map((speech) => speech.phrase(torn))).to.deep.equal([
        ...['Das Band ist gerissen.', 'The tape is torn.'],
      ]);
    });

    describe('that are a plugin’s own', () => {
      const say = phrases({
        en: { torn: 'The tape of {title} is torn.', left: '{minutes} minutes are left. {why}' },
        de: { torn: 'Das Band von {title} ist gerissen.', left: '{minutes} Minuten sind übrig. {why}' },
        fr: { torn: 'La bande de {title} est déchirée !', left: 'Il reste {minutes} minutes. {why}' },
      } as const);
      const torn = say('torn', { title: 'a {title}' });

      it('carry their text in every language', () => {
        expect(englishOf(torn)).to.equal('The tape of a {title} is torn.');
        expect([german, french].map((speech) => speech.phrase(torn))).to.deep.equal([
          ...['Das Band von a {title} ist gerissen.', 'La bande de a {title} est déchirée\u00A0!'],
        ]);
      });

      it('have numbers and other phrases in their places', () => {
        const left = say('left', { minutes: 2.5, why: torn });
        expect(englishOf(left)).to.equal('2.5 minutes are left. The tape of a {title} is torn.');
        expect(german.phrase(left)).to.equal('2,5 Minuten sind übrig. Das Band von a {title} ist gerissen.');
        expect(german.phrase(phrase('detour.standing-in', { reason: torn }))).to.match(/^Das Band .* gerissen\. /);
      });

      it('are the plugin’s, also under a name that a common text has', () => {
        const say = phrases({
          en: { live: 'On the air.' },
          de: { live: 'Auf Sendung.' },
          fr: { live: 'À l’antenne.' },
        });
        expect(englishOf(say('live'))).to.equal('On the air.');
        expect(german.phrase(say('live'))).to.equal('Auf Sendung.');
      });

      it('say the same after JSON, where nobody knows the catalogue', () => {
        expect(JSON.parse(JSON.stringify(torn))).to.deep.equal(torn);
      });
    });

    it('survives JSON', () => {
      const late = phrase('failure.deadline', { what: opening, seconds: 8.5 });
      const restored: unknown = JSON.parse(JSON.stringify(late));
      expect(restored).to.deep.equal(late);
    });
  });

  it('says texts of one’s own besides the common ones', () => {
    const own = {
      en: { 'count.cats.one': '1 cat', 'count.cats.other': '{count} cats', purr: 'Purr, {name}.' },
    } as const;
    const speech = speeches<(typeof own)['en']>({
      ...own,
      de: { 'count.cats.one': '1 Katze', 'count.cats.other': '{count} Katzen', purr: 'Schnurr, {name}.' },
      fr: { 'count.cats.one': '{count} chat', 'count.cats.other': '{count} chats', purr: 'Ronron, {name}.' },
    })('de');
    expect(speech.say('purr', { name: 'Ada' })).to.equal('Schnurr, Ada.');
    expect(speech.counted('cats', 2)).to.equal('2 Katzen');
    expect(speech.say('live')).to.equal('live');
  });
});
