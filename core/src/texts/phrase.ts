import type { Phrase, Wording } from '../model/phrase.js';
import type { CommonTexts, Values } from './catalogue.js';
import { speechIn } from './speech.js';

/** One of the common texts with what fills it, to be said in whatever language it is read. */
export function phrase<Key extends keyof CommonTexts>(
  key: Key,
  ...[values]: Values<CommonTexts[Key], number | Wording>
): Phrase {
  const said = { key, ...(values !== undefined && { values }) };
  return { ...said, english: speechIn('en').phrase({ ...said, english: key }) };
}
