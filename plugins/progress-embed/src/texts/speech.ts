import { type Catalogues, type CommonTexts, type Speech as SpeechOf, speeches } from '@tonearm/core';
import { ENGLISH } from './english.js';
import { FRENCH } from './french.js';
import { GERMAN } from './german.js';

export const CATALOGUES: Catalogues<typeof ENGLISH> = { en: ENGLISH, de: GERMAN, fr: FRENCH };

/** Says what stands on a card. */
export type Speech = SpeechOf<CommonTexts & typeof ENGLISH>;

export const speechIn = speeches<typeof ENGLISH>(CATALOGUES);
