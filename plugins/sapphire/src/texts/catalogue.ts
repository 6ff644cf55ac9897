import type { LocaleString } from 'discord.js';
import { ENGLISH } from './english.js';
import { ENGLISH_COMMANDS } from './english-commands.js';
import { ENGLISH_LIBRARY } from './english-library.js';
import { FRENCH } from './french.js';
import { FRENCH_COMMANDS } from './french-commands.js';
import { FRENCH_LIBRARY } from './french-library.js';
import { GERMAN } from './german.js';
import { GERMAN_COMMANDS } from './german-commands.js';
import { GERMAN_LIBRARY } from './german-library.js';

type English = typeof ENGLISH & typeof ENGLISH_COMMANDS & typeof ENGLISH_LIBRARY;

/** The name of a text. */
export type TextKey = keyof English;

/** All texts in one language: every key is there, or it does not compile. */
export type Catalogue = Readonly<Record<TextKey, string>>;

/** The `{places}` of a text that are filled in. */
export type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;

/** What a text needs to be said; nothing when it has no places. */
export type Values<Key extends TextKey> = [Places<English[Key]>] extends [never]
  ? []
  : [values: Readonly<Record<Places<English[Key]>, string | number>>];

/** What is counted: the texts that come in two numbers. */
export type Countable = TextKey extends infer Key ? (Key extends `count.${infer Noun}.one` ? Noun : never) : never;

/** The languages we speak. */
export const LANGUAGES = ['en', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

export const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: { ...ENGLISH, ...ENGLISH_COMMANDS, ...ENGLISH_LIBRARY },
  de: { ...GERMAN, ...GERMAN_COMMANDS, ...GERMAN_LIBRARY },
  fr: { ...FRENCH, ...FRENCH_COMMANDS, ...FRENCH_LIBRARY },
};

/** The languages that Discord shows command descriptions in, by its names; English is what everyone else sees. */
export const LOCALISED: readonly { readonly locale: LocaleString; readonly language: Language }[] = [
  { locale: 'de', language: 'de' },
  { locale: 'fr', language: 'fr' },
];

/** The language of ours that a locale of Discord's means (`en-GB`, `de`); `undefined` when we do not speak it. */
export function languageOf(locale: string | undefined): Language | undefined {
  const [wanted] = (locale ?? '').toLowerCase().split('-');
  return LANGUAGES.find((language) => language === wanted);
}
