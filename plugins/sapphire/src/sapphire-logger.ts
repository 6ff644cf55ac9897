import { type ILogger, LogLevel } from '@sapphire/framework';
import type { Logger } from '@tonearm/core';

/**
 * Sapphire's own lines in our log, where no secret is shown: its default writes errors, with all that hangs on them, to the
 * console. Give it to the client: `new SapphireClient({ logger: { instance: sapphireLogger(logger) } })`.
 * @param least what is below that is left out
 */
export function sapphireLogger(logger: Logger, least: LogLevel = LogLevel.Warn): ILogger {
  const own = logger.child({ plugin: 'sapphire' });
  const has = (level: LogLevel) => level >= least;
  const write = (level: LogLevel, ...values: readonly unknown[]) => {
    if (has(level)) own[METHODS[level]](sentenceOf(values), factsOf(values));
  };
  return {
    has,
    write,
    trace: (...values) => write(LogLevel.Trace, ...values),
    debug: (...values) => write(LogLevel.Debug, ...values),
    info: (...values) => write(LogLevel.Info, ...values),
    warn: (...values) => write(LogLevel.Warn, ...values),
    error: (...values) => write(LogLevel.Error, ...values),
    fatal: (...values) => write(LogLevel.Fatal, ...values),
  };
}

const METHODS = {
  [LogLevel.Trace]: 'debug',
  [LogLevel.Debug]: 'debug',
  [LogLevel.Info]: 'info',
  [LogLevel.Warn]: 'warn',
  [LogLevel.Error]: 'error',
  [LogLevel.Fatal]: 'error',
  [LogLevel.None]: 'error',
} as const satisfies Record<LogLevel, keyof Logger>;

function sentenceOf(values: readonly unknown[]): string {
  return values.filter((value) => typeof value === 'string').join(' ') || 'Sapphire has met an error';
}

/** The first error in its place; whatever else was given beside it. */
function factsOf(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  const error = values.find((value) => value instanceof Error);
  const details = values.filter((value) => typeof value !== 'string' && value !== error);
  return { ...(error !== undefined && { error }), ...(details.length > 0 && { details }) };
}
