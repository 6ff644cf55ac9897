import { TonearmError } from '@tonearm/core';

/** The sandbox cannot listen on the port: mostly because another program does. */
export class PortTakenError extends TonearmError {
  readonly code = 'port-taken';
  readonly retryable = false;

  constructor(
    readonly port: number,
    cause: unknown,
  ) {
    super(
      `Port ${port} on 127.0.0.1 cannot be used; another program may have it. Choose another, or 0 for a free one.`,
      { cause },
    );
  }
}
