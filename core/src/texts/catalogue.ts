import { ENGLISH } from './english.js';
import { ENGLISH_FAILURES } from './english-failures.js';
import { ENGLISH_LIBRARY } from './english-library.js';
import { ENGLISH_TRANSFER } from './english-transfer.js';
import { FRENCH } from './french.js';
import { FRENCH_FAILURES } from './french-failures.js';
import { FRENCH_LIBRARY } from './french-library.js';
import { FRENCH_TRANSFER } from './french-transfer.js';
import { GERMAN } from './german.js';
import { GERMAN_FAILURES } from './german-failures.js';
import { GERMAN_LIBRARY } from './german-library.js';
import { GERMAN_TRANSFER } from './german-transfer.js';

/** The languages we speak. English comes first: it is what everyone reads whose language is none of them. */
export const LANGUAGES = ['en', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Texts by their names. */
export type Texts = Readonly<Record<string, string>>;

/** The same texts in each language: every key is there, or it does not compile. */
export type Catalogues<English extends Texts> = Readonly<Record<Language, Readonly<Record<keyof English, string>>>>;

/** What is said everywhere. */
export type CommonTexts = typeof ENGLISH & typeof ENGLISH_FAILURES & typeof ENGLISH_LIBRARY & typeof ENGLISH_TRANSFER;

export const COMMON_TEXTS: Catalogues<CommonTexts> = {
  en: { ...ENGLISH, ...ENGLISH_FAILURES, ...ENGLISH_LIBRARY, ...ENGLISH_TRANSFER },
  de: { ...GERMAN, ...GERMAN_FAILURES, ...GERMAN_LIBRARY, ...GERMAN_TRANSFER },
  fr: { ...FRENCH, ...FRENCH_FAILURES, ...FRENCH_LIBRARY, ...FRENCH_TRANSFER },
};

/** The `{places}` of a text that are filled in. */
export type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;

/** What a text needs to be said; nothing when it has no places. */
export type Values<Text extends string, Value = string | number> = [Places<Text>] extends [never]
  ? []
  : [values: Readonly<Record<Places<Text>, Value>>];

/** What is counted: the texts that come in two numbers. */
export type Countable<Key> = Key extends `count.${infer Noun}.one` ? Noun : never;

/** The language of ours that a tag means (`en-GB`, `de`); `undefined` when we do not speak it. */
export function languageOf(tag: string | undefined): Language | undefined {
  const [wanted] = (tag ?? '').toLowerCase().split('-');
  return LANGUAGES.find((language) => language === wanted);
}
