import type { Language, Texts } from './catalogue.js';

/** French puts a space before some signs, at which a line must not end: in the catalogues it is a plain one. */
export function typeset(text: string, language: Language): string {
  return language === 'fr' ? text.replace(/ (?=[:;!?»%])|(?<=«) /g, '\u00A0') : text;
}

export function typesetAll<T extends Texts>(texts: T, language: Language): T {
  const set = Object.entries(texts).map(([key, text]) => [key, typeset(text, language)]);
  // The same keys with texts in their places.
  return Object.fromEntries(set) as T;
}
