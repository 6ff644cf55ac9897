import { pino } from 'pino';
import { LevelledLogger } from './levelled-logger.js';
import { loggable } from './loggable.js';
import { redactText } from './redact.js';

/** How much it matters, from what only a developer needs to what has failed. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** All levels, least first. */
export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Facts that belong to a line: ids, counts, the `error`. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where we say what happened. The message is one sentence; everything variable stands in the fields. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger whose every line carries these fields too. */
  child(fields: LogFields): Logger;
}

/**
 * JSON lines by pino on standard error, so that standard output stays for people. No secret gets there: neither under
 * its name, however deep, nor inside a text, an address or the words of an error.
 */
export class PinoLogger extends LevelledLogger {
  readonly #pino: pino.Logger;

  private constructor(logger: pino.Logger) {
    super();
    this.#pino = logger;
  }

  static create(level: LogLevel, destination: pino.DestinationStream = pino.destination(2)): PinoLogger {
    // Errors are described here: pino's own way with them would show whatever hangs on a foreign one.
    return new PinoLogger(pino({ level, base: null, serializers: {} }, destination));
  }

  override child(fields: LogFields): Logger {
    return new PinoLogger(this.#pino.child(plain(fields)));
  }

  protected override write(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (this.#pino.isLevelEnabled(level)) this.#pino[level](plain(fields), redactText(message));
  }
}

/** The fields as they may be written. */
function plain(fields: LogFields): object {
  // Of a plain object, a plain object is made.
  return loggable(fields) as object;
}

/** Says nothing. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
};
