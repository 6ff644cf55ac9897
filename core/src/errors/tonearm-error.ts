import { englishOf, type Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';

/**
 * What we throw on purpose. `message` says in English what happened and, where it can, what to try; the listener reads
 * the same in their language, out of `wording`. What belongs in the log alone travels as `cause`; the subject of the
 * failure stands in fields of the subclass.
 */
export abstract class TonearmError extends Error {
  /** Stable and unique to the kind of failure; safe to switch on. */
  abstract readonly code: string;
  /** Whether the same call may succeed a little later without anyone changing anything. */
  abstract readonly retryable: boolean;

  /** Not a field: the log has the message already. */
  readonly #wording: Wording;

  /** @param words for the listener: in English alone, or with what other languages need to say it */
  constructor(words: Wording, options?: { readonly cause?: unknown }) {
    super(englishOf(words), options);
    this.name = new.target.name;
    this.#wording = words;
  }

  /** What the message says, for other languages too. */
  get wording(): Wording {
    return this.#wording;
  }
}

/** The error as a {@link TonearmError}; a foreign one is wrapped, never changed. */
export function asTonearmError(error: unknown): TonearmError {
  return error instanceof TonearmError ? error : new UnexpectedError(error);
}

/** Something we did not foresee: a defect, or a foreign error nobody wrapped. The log has the cause. */
export class UnexpectedError extends TonearmError {
  readonly code = 'unexpected';
  readonly retryable = true;

  constructor(cause: unknown) {
    super(phrase('failure.unexpected'), { cause });
  }
}
