import { redactField, redactText } from './redact.js';

/** Deeper than this, nobody reads; and what hangs on foreign objects has no end. */
const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
/** Of a text, in characters. */
const MAX_LENGTH = 8_000;

/**
 * What of a value belongs in a log: plain data without its secrets, however deep they lie. Of an error its kind, words,
 * stack, causes and the plain facts that hang on it (`code`, `status`, `url`); not the requests, sockets and
 * certificates that it may carry too.
 */
export function loggable(value: unknown): unknown {
  return describe(value, 0, new Set());
}

/** @param within the objects around it, so that a circle ends */
function describe(value: unknown, depth: number, within: ReadonlySet<object>): unknown {
  if (typeof value === 'string') return describeText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return `[function ${value.name}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL) return describeText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (within.has(value)) return '[circular]';
  if (depth >= MAX_DEPTH) return '[…]';
  try {
    return describeObject(value, depth, new Set([...within, value]));
  } catch {
    return '[unreadable]'; // A getter of somebody else's threw.
  }
}

function describeObject(value: object, depth: number, around: ReadonlySet<object>): unknown {
  if (value instanceof Error) return describeError(value, depth, around);
  const entries = value instanceof Map ? [...value].map(([key, one]) => [String(key), one] as const) : undefined;
  if (entries) return describeFields(entries, depth, around);
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].slice(0, MAX_ITEMS).map((one) => describe(one, depth + 1, around));
  }
  return describeFields(Object.entries(value), depth, around);
}

function describeText(text: string): string {
  const short = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return redactText(short);
}

function describeFields(
  fields: readonly (readonly [string, unknown])[],
  depth: number,
  around: ReadonlySet<object>,
): Readonly<Record<string, unknown>> {
  const described = fields.map(
    ([name, value]) => [name, describe(redactField(name, value), depth + 1, around)] as const,
  );
  return Object.fromEntries(described);
}

function describeError(error: Error, depth: number, around: ReadonlySet<object>): unknown {
  const { name, message, stack, cause } = error;
  const facts = Object.entries(error).filter(([key, value]) => !OWN.has(key) && isPlain(value));
  const errors = error instanceof AggregateError ? error.errors : undefined;
  return {
    name,
    message: describeText(message),
    ...describeFields(facts, depth, around),
    ...(stack !== undefined && { stack: describeText(stack) }),
    ...(cause !== undefined && { cause: describe(cause, depth + 1, around) }),
    ...(errors && { errors: describe(errors, depth + 1, around) }),
  };
}

/** What is told of every error in a place of its own. */
const OWN: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause', 'errors']);

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}
