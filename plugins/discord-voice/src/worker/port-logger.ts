import type { Json, LogFields, Logger, LogLevel } from '@tonearm/core';
import { received, sendable } from './far-error.js';
import type { FarFields } from './messages.js';

/** Inside a worker: the logger, which is on the main thread. */
export class PortLogger implements Logger {
  readonly #post: (level: LogLevel, message: string, fields: FarFields) => void;
  readonly #own: LogFields;

  constructor(post: (level: LogLevel, message: string, fields: FarFields) => void, own: LogFields = {}) {
    this.#post = post;
    this.#own = own;
  }

  debug(message: string, fields: LogFields = {}): void {
    this.#tell('debug', message, fields);
  }

  info(message: string, fields: LogFields = {}): void {
    this.#tell('info', message, fields);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.#tell('warn', message, fields);
  }

  error(message: string, fields: LogFields = {}): void {
    this.#tell('error', message, fields);
  }

  child(fields: LogFields): Logger {
    return new PortLogger(this.#post, { ...this.#own, ...fields });
  }

  #tell(level: LogLevel, message: string, fields: LogFields): void {
    this.#post(level, message, sendableFields({ ...this.#own, ...fields }));
  }
}

/** The fields as the main thread logs them. */
export function receivedFields(fields: FarFields): LogFields {
  const entries = Object.entries(fields);
  return Object.fromEntries(entries.map(([name, far]) => [name, 'error' in far ? received(far.error) : far.value]));
}

function sendableFields(fields: LogFields): FarFields {
  const entries = Object.entries(fields);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      value instanceof Error ? { error: sendable(value) } : { value: plain(value) },
    ]),
  );
}

/** A log line must never fail because of what it carries. */
function plain(value: unknown): Json {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === null ? null : String(value);
  }
}
