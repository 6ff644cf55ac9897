import type { Wording } from '../model/phrase.js';
import { TonearmError } from './tonearm-error.js';

/** Something of which there is only so much is used up; refused at once, and the message says what to do. */
export class ResourceLimitError extends TonearmError {
  readonly code = 'resource-limit';
  readonly retryable = true;

  /** @param resource what is used up: `stream`, `memory` and the like */
  constructor(
    readonly resource: string,
    words: Wording,
  ) {
    super(words);
  }
}
