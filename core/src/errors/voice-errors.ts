import { TonearmError } from './tonearm-error.js';

/** The bot could not get into, or stay in, a voice channel. */
export class VoiceError extends TonearmError {
  readonly code = 'voice';

  constructor(
    message: string,
    readonly retryable: boolean,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
