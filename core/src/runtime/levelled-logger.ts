import type { LogFields, Logger, LogLevel } from './logger.js';

/** A logger by the one thing that loggers differ in: how a line is written. */
export abstract class LevelledLogger implements Logger {
  debug(message: string, fields?: LogFields): void {
    this.write('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.write('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.write('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.write('error', message, fields);
  }

  abstract child(fields: LogFields): Logger;

  protected abstract write(level: LogLevel, message: string, fields?: LogFields): void;
}
