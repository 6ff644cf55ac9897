import { phrases } from '@tonearm/core';
import { ENGLISH } from './english.js';
import { FRENCH } from './french.js';
import { GERMAN } from './german.js';

/** What our errors say. */
export const say = phrases({ en: ENGLISH, de: GERMAN, fr: FRENCH });
