import type { Phrase, Wording } from '../model/phrase.js';
import { type Catalogues, type CommonTexts, LANGUAGES, type Texts, type Values } from './catalogue.js';
import { speechIn } from './speech.js';
import { typeset } from './typeset.js';

/** One of the common texts with what fills it, to be said in whatever language it is read. */
export function phrase<Key extends keyof CommonTexts>(
  key: Key,
  ...[values]: Values<CommonTexts[Key], number | Wording>
): Phrase {
  const said = { key, ...(values !== undefined && { values }) };
  return { ...said, english: speechIn('en').phrase({ ...said, english: key }) };
}

/** Puts one of a plugin's texts into words, with what fills its places: numbers, words, and other phrases. */
export type Phrasing<English extends Texts> = <Key extends keyof English & string>(
  key: Key,
  ...values: Values<English[Key], number | Wording>
) => Phrase;

/**
 * What a plugin's errors and notices are made of: phrases of its own texts. Each carries its text in every language, so
 * that it is said right wherever it is read, in another thread or after a restart too, and nobody has to know the catalogue.
 *
 * `const say = phrases({ en: ENGLISH, de: GERMAN, fr: FRENCH }); throw new TrackUnavailableError('radio', say('off-air'));`
 */
export function phrases<const English extends Texts>(
  own: Catalogues<English> & { readonly en: English },
): Phrasing<English> {
  return (key, ...[values]) => {
    const texts = Object.fromEntries(LANGUAGES.map((language) => [language, typeset(own[language][key], language)]));
    const said = { texts, ...(values !== undefined && { values }) };
    return { ...said, english: speechIn('en').phrase({ ...said, english: key }) };
  };
}
