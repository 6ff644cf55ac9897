import { TonearmError } from '../errors/tonearm-error.js';

/** What a front end means when it does not take a message. */
export type Refusal =
  /** Keep still for so many milliseconds, then come again. */
  | { readonly kind: 'rest'; readonly ms: number }
  /** This message takes nothing any more. */
  | { readonly kind: 'gone' }
  /** Never this content. */
  | { readonly kind: 'unfit' }
  /** A little later may do. */
  | { readonly kind: 'passing' };

/** Reads an error by its fields rather than its class: front ends may bring errors of their own. */
export function readRefusal(error: unknown): Refusal {
  const ms = restOf(error);
  if (ms !== undefined) return { kind: 'rest', ms };
  if (!(error instanceof TonearmError)) return { kind: 'passing' };
  if (error.code === 'message-gone') return { kind: 'gone' };
  return error.retryable ? { kind: 'passing' } : { kind: 'unfit' };
}

function restOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('retryAfterMs' in error)) return undefined;
  const { retryAfterMs } = error;
  return typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? retryAfterMs : undefined;
}
