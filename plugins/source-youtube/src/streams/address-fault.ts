import { SourceUnavailableError, type Wording } from '@tonearm/core';
import { SOURCE_NAME } from '../source-name.js';

/**
 * An address that gives no sound any more, while another one of the same video may.
 * - `refused`: whom it was given to is let in no further.
 * - `expired`: its time is over.
 * - `not-sound`: something else is there, a page say.
 * - `other-file`: the bytes are not those of the file they should go on with.
 */
export class AddressFault extends SourceUnavailableError {
  constructor(
    readonly kind: 'refused' | 'expired' | 'not-sound' | 'other-file',
    words: Wording,
  ) {
    super(SOURCE_NAME, words);
  }
}
