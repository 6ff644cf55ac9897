import { SetupError } from '../errors/setup-errors.js';

/** @throws SetupError unless the value is a whole number that is not below the least one */
export function expectWhole(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new SetupError(`${option} has to be a whole number of at least ${least}, not ${String(value)}.`);
}

/** @throws SetupError unless the value is one of these */
export function expectOneOf(option: string, value: unknown, known: readonly unknown[]): void {
  if (known.includes(value)) return;
  throw new SetupError(`${option} has to be one of ${known.map(String).join(', ')}, not ${String(value)}.`);
}

/** @throws SetupError for a name that nobody knows: a limit that is misspelt would limit nothing */
export function expectKnown(option: string, given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new SetupError(`${option}.${unknown} is not known; there are: ${known.join(', ')}.`);
}
