import { TonearmError } from './tonearm-error.js';

/** A setting of a guild cannot be that. */
export class InvalidSettingError extends TonearmError {
  readonly code = 'invalid-setting';
  readonly retryable = false;

  constructor(
    /** Its name among the settings. */
    readonly setting: string,
    /** What it may be, in words. */
    readonly expected: string,
    /** What was given. */
    readonly came: unknown,
  ) {
    super(`${setting} has to be ${expected}, not ${shown(came)}.`);
  }
}

const LONGEST = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
