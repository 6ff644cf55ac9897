/**
 * What we throw on purpose. `message` is for the listener: it says what happened and, where it can, what to try.
 * What belongs in the log alone travels as `cause`; the subject of the failure stands in fields of the subclass.
 */
export abstract class TonearmError extends Error {
  /** Stable and unique to the kind of failure; safe to switch on. */
  abstract readonly code: string;
  /** Whether the same call may succeed a little later without anyone changing anything. */
  abstract readonly retryable: boolean;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
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
    super('Something unexpected went wrong. Please try again; the log has the details.', { cause });
  }
}
