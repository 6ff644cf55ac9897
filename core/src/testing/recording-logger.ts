import { Listeners } from '../runtime/listeners.js';
import { LevelledLogger } from '../runtime/levelled-logger.js';
import type { LogFields, LogLevel } from '../runtime/logger.js';

/** One line of a log, with the fields of the child that wrote it. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields & KnownFields;
}

/** What many lines have. */
interface KnownFields {
  /** The request that the line belongs to. */
  readonly request?: unknown;
  readonly error?: unknown;
  /** The number of the try, from 1. */
  readonly attempt?: unknown;
  /** All tasks that wait for what was tried. */
  readonly tasks?: unknown;
}

/** Keeps every line, of its children too, so that a test can say what happened behind the scenes. */
export class RecordingLogger extends LevelledLogger {
  /** Shared by all children. */
  readonly lines: LogLine[];
  readonly #fields: LogFields;
  readonly #written: Listeners<void>;

  constructor(parent?: RecordingLogger, fields: LogFields = {}) {
    super();
    this.lines = parent?.lines ?? [];
    this.#written = parent ? parent.#written : new Listeners<void>();
    this.#fields = fields;
  }

  override child(fields: LogFields): RecordingLogger {
    return new RecordingLogger(this, { ...this.#fields, ...fields });
  }

  /** The messages of one level. */
  at(level: LogLevel): readonly string[] {
    return this.lines.filter((line) => line.level === level).map(({ message }) => message);
  }

  /** The lines that belong to a request, by the id that runs through its whole story. */
  of(request: string): readonly LogLine[] {
    return this.lines.filter(({ fields }) => fields.request === request);
  }

  /** The lines that show this error in full, or what it caused. */
  tellingOf(error: unknown): readonly LogLine[] {
    return this.lines.filter(({ fields }) => isCauseOf(error, fields.error));
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

  protected override write(level: LogLevel, message: string, fields: LogFields = {}): void {
    this.lines.push({ level, message, fields: { ...this.#fields, ...fields } });
    this.#written.emit();
  }
}

function isCauseOf(error: unknown, told: unknown): boolean {
  return told === error || (told instanceof Error && told.cause !== undefined && isCauseOf(error, told.cause));
}
