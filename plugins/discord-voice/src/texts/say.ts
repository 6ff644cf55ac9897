import { type Catalogues, phrases } from '@tonearm/core';
import { ENGLISH } from './english.js';
import { FRENCH } from './french.js';
import { GERMAN } from './german.js';

export const CATALOGUES: Catalogues<typeof ENGLISH> & { readonly en: typeof ENGLISH } = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
};

/** Puts what a voice connection has to tell into words for every language. They may cross from thread to thread. */
export const say = phrases(CATALOGUES);
