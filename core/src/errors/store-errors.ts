import type { Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import { TonearmError } from './tonearm-error.js';

/**
 * The store did not take or give a record. Playback goes on; the operator should look: `message` tells them what is wrong
 * with which file. Listeners, who can neither mend it nor need to know where it lies, read that it could not be kept.
 */
export class StoreError extends TonearmError {
  readonly code = 'store';
  readonly retryable = true;

  override get wording(): Wording {
    return phrase('failure.store');
  }
}
