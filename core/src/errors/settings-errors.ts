import type { Wording } from '../model/phrase.js';
import { shown } from './shown.js';
import { TonearmError } from './tonearm-error.js';
import { phrase } from '../texts/phrase.js';

/** A setting of a guild cannot be that. */
export class InvalidSettingError extends TonearmError {
  readonly code = 'invalid-setting';
  readonly retryable = false;

  constructor(
    /** Its name among the settings. */
    readonly setting: string,
    /** What it may be, in words. */
    readonly expected: Wording,
    /** What was given. */
    readonly came: unknown,
  ) {
    super(phrase('allowed.invalid', { setting, expected, came: shown(came) }));
  }
}
