import type { Wording } from '../model/phrase.js';
import { TonearmError } from './tonearm-error.js';

/** The bot could not get into, or stay in, a voice channel. */
export class VoiceError extends TonearmError {
  readonly code = 'voice';

  constructor(
    words: Wording,
    readonly retryable: boolean,
    options?: { readonly cause?: unknown },
  ) {
    super(words, options);
  }
}
