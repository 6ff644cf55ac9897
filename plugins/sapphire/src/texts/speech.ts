import { type Speech as SpeechOf, speeches } from '@tonearm/core';
import { type AllTexts, CATALOGUES, type OwnTexts } from './catalogue.js';

/** Says our texts, and the common ones, in one language. */
export type Speech = SpeechOf<AllTexts>;

/** Who speaks the language of a tag (`de`, `en-GB`); English where we do not. */
export const speechIn = speeches<OwnTexts>(CATALOGUES);
