import { Listeners, type LogFields, type Logger, type LogLevel } from '@tonearm/core';

/** Keeps every line, so that a test can say that nothing went wrong behind the scenes. */
export class RecordingLogger implements Logger {
  readonly lines: { readonly level: LogLevel; readonly message: string; readonly fields: LogFields }[] = [];
  readonly #written = new Listeners<void>();

  debug(message: string, fields: LogFields = {}): void {
    this.#write('debug', message, fields);
  }

  info(message: string, fields: LogFields = {}): void {
    this.#write('info', message, fields);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.#write('warn', message, fields);
  }

  error(message: string, fields: LogFields = {}): void {
    this.#write('error', message, fields);
  }

  child(): Logger {
    return this;
  }

  /** The messages of one level. */
  at(level: LogLevel): readonly string[] {
    return this.lines.filter((line) => line.level === level).map(({ message }) => message);
  }

  /** Resolves when it is true, now or after any line; a test's own time limit ends the waiting. */
  waitFor(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isTrue()) return;
        stop();
        resolve();
      };
      const stop = this.#written.add(look);
      look();
    });
  }

  #write(level: LogLevel, message: string, fields: LogFields): void {
    this.lines.push({ level, message, fields });
    this.#written.emit();
  }
}
