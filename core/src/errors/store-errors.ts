import { TonearmError } from './tonearm-error.js';

/** The store did not take or give a record. Playback goes on; the operator should look. */
export class StoreError extends TonearmError {
  readonly code = 'store';
  readonly retryable = true;
}
