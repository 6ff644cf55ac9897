import { TonearmError } from '@tonearm/core';

/** A person tried what Discord's own client would not let them do: an unknown command, a disabled button … */
export class SandboxUsageError extends TonearmError {
  readonly code = 'sandbox-usage';
  readonly retryable = false;
}

/** What a test waited for did not come; the message tells what was seen instead. */
export class SandboxTimeoutError extends TonearmError {
  readonly code = 'sandbox-timeout';
  readonly retryable = false;
}
