import { TonearmError } from './tonearm-error.js';
import { phrase } from '../texts/phrase.js';

/** Who might know the words of a track could not be asked, or gave no sensible answer. */
export class LyricsUnavailableError extends TonearmError {
  readonly code = 'lyrics-unavailable';
  readonly retryable = true;

  constructor(
    readonly provider: string,
    options?: { readonly cause?: unknown },
  ) {
    super(phrase('failure.lyrics', { provider }), options);
  }
}
