import { pino } from 'pino';

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

/** Names of fields whose values never reach a log. */
const SECRET_FIELDS = ['token', 'authorization', 'password', 'cookie', 'secret'];

/** JSON lines by pino on standard error, so that standard output stays for people. */
export class PinoLogger implements Logger {
  readonly #pino: pino.Logger;

  private constructor(logger: pino.Logger) {
    this.#pino = logger;
  }

  static create(level: LogLevel, destination: pino.DestinationStream = pino.destination(2)): PinoLogger {
    const redact = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]);
    return new PinoLogger(pino({ level, redact, serializers: { error: describeError }, base: null }, destination));
  }

  debug(message: string, fields: LogFields = {}): void {
    this.#pino.debug(fields, message);
  }

  info(message: string, fields: LogFields = {}): void {
    this.#pino.info(fields, message);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.#pino.warn(fields, message);
  }

  error(message: string, fields: LogFields = {}): void {
    this.#pino.error(fields, message);
  }

  child(fields: LogFields): Logger {
    return new PinoLogger(this.#pino.child(fields));
  }
}

/** What of an error belongs in a log: its kind, words, code, stack and causes; not the sockets and certificates it may carry. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { name, message, code, stack, ...(cause !== undefined && { cause: describeError(cause) }) };
}

/** Says nothing. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
};
