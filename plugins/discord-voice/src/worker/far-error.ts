import { TonearmError, VoiceError, type Wording } from '@tonearm/core';

/** An error on its way between threads, which would otherwise lose its class and its fields. */
export interface FarError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | number | undefined;
  /** What listeners read; `undefined` for a foreign error, as is the next. */
  readonly wording: Wording | undefined;
  readonly retryable: boolean | undefined;
  readonly cause: FarError | undefined;
}

/** How many causes are followed: a chain that bites its own tail ends. */
const MOST_CAUSES = 5;

/** Whatever was thrown, in a form that can be copied. */
export function sendable(error: unknown, causes = MOST_CAUSES): FarError {
  if (!(error instanceof Error)) return { ...EMPTY, name: 'Error', message: String(error) };
  const { name, message, stack, cause } = error;
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : undefined;
  return {
    name,
    message,
    stack,
    code,
    wording: error instanceof TonearmError ? error.wording : undefined,
    retryable: error instanceof TonearmError ? error.retryable : undefined,
    cause: cause === undefined || causes === 0 ? undefined : sendable(cause, causes - 1),
  };
}

/** The error again: a {@link VoiceError} when it was one, with the stack of where it arose. */
export function received({
  name,
  message,
  stack,
  code,
  wording = message,
  retryable,
  cause: farCause,
}: FarError): Error {
  const cause = farCause && received(farCause);
  const error = code === VOICE ? new VoiceError(wording, retryable === true, { cause }) : new Error(message, { cause });
  return Object.assign(error, { name, stack }, code !== undefined && code !== VOICE && { code });
}

const VOICE = 'voice' satisfies VoiceError['code'];
const EMPTY = { stack: undefined, code: undefined, wording: undefined, retryable: undefined, cause: undefined };
