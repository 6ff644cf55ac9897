import {
  type Catalogues,
  type CommonTexts,
  type Countable as CountableOf,
  LANGUAGES,
  type Language,
  languageOf,
  type Values as ValuesOf,
} from '@tonearm/core';
import type { LocaleString } from 'discord.js';
import { ENGLISH } from './english.js';
import { ENGLISH_COMMANDS } from './english-commands.js';
import { ENGLISH_FILTERS } from './english-filters.js';
import { ENGLISH_LIBRARY } from './english-library.js';
import { ENGLISH_STATUS } from './english-status.js';
import { FRENCH } from './french.js';
import { FRENCH_COMMANDS } from './french-commands.js';
import { FRENCH_FILTERS } from './french-filters.js';
import { FRENCH_LIBRARY } from './french-library.js';
import { FRENCH_STATUS } from './french-status.js';
import { GERMAN } from './german.js';
import { GERMAN_COMMANDS } from './german-commands.js';
import { GERMAN_FILTERS } from './german-filters.js';
import { GERMAN_LIBRARY } from './german-library.js';
import { GERMAN_STATUS } from './german-status.js';

export { LANGUAGES, type Language, languageOf };

type English = typeof ENGLISH & typeof ENGLISH_COMMANDS & typeof ENGLISH_LIBRARY;

/** The texts of this plugin. */
export type OwnTexts = English & typeof ENGLISH_FILTERS & typeof ENGLISH_STATUS;

/** All that can be said here, as it is in English. */
export type AllTexts = CommonTexts & OwnTexts;

/** The name of a text. */
export type TextKey = keyof AllTexts;

/** What a text needs to be said; nothing when it has no places. */
export type Values<Key extends TextKey> = ValuesOf<AllTexts[Key]>;

/** What is counted: the texts that come in two numbers. */
export type Countable = CountableOf<TextKey>;

export const CATALOGUES: Catalogues<OwnTexts> = {
  en: { ...ENGLISH, ...ENGLISH_COMMANDS, ...ENGLISH_LIBRARY, ...ENGLISH_FILTERS, ...ENGLISH_STATUS },
  de: { ...GERMAN, ...GERMAN_COMMANDS, ...GERMAN_LIBRARY, ...GERMAN_FILTERS, ...GERMAN_STATUS },
  fr: { ...FRENCH, ...FRENCH_COMMANDS, ...FRENCH_LIBRARY, ...FRENCH_FILTERS, ...FRENCH_STATUS },
};

/** The languages that Discord shows command descriptions in, by its names; English is what everyone else sees. */
export const LOCALISED: readonly { readonly locale: LocaleString; readonly language: Language }[] = [
  { locale: 'de', language: 'de' },
  { locale: 'fr', language: 'fr' },
];
