import { TonearmError } from './tonearm-error.js';

/** The bot was put together or configured wrongly; the message says what to change. */
export class SetupError extends TonearmError {
  readonly code = 'setup';
  readonly retryable = false;
}
