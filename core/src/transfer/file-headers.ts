import type { Clock } from '../runtime/clock.js';

/** Reads one header of an answer; `undefined` when it has none of that name. */
export type ReadHeader = (name: string) => string | undefined;

/** Which bytes an answer brings. */
export interface HeldBytes {
  readonly from: number;
  readonly length: number | null;
  readonly totalBytes: number | null;
}

const LONGEST_WAIT_MS = 3_600_000;

/** Which bytes of a file an answer of that status brings (RFC 9110 §14.4). */
export function heldBytes(status: number, header: ReadHeader): HeldBytes {
  const length = lengthIn(header('content-length'));
  const [, first, last, total] =
    /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(header('content-range') ?? '') ?? [];
  if (status !== 206 || first === undefined) return { from: 0, length, totalBytes: length };
  return { from: Number(first), length: Number(last) - Number(first) + 1, totalBytes: lengthIn(total) };
}

/** What tells that a file is still the same; a strong one only: parts of different files must not be joined (RFC 9110 §13.1.5). */
export function validatorIn(header: ReadHeader): string | undefined {
  const etag = header('etag');
  return etag !== undefined && !etag.startsWith('W/') ? etag : header('last-modified');
}

/** A number of bytes; `null` for anything else. */
export function lengthIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** How long `Retry-After` asks us to wait: seconds or a date (RFC 9110 §10.2.3), an hour at most; `undefined` for neither. */
export function retryAfterMs(text: string | undefined, clock: Clock): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - clock.now();
  return Number.isFinite(ms) ? Math.min(LONGEST_WAIT_MS, Math.max(0, ms)) : undefined;
}
