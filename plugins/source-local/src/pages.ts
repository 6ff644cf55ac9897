import type { Playlist } from '@tonearm/core';

/** How much of a list is given at once. */
export const PAGE_LENGTH = 200;

/** The items that a cursor stands for, and the cursor of those behind them. */
export function pageAt<T>(
  items: readonly T[],
  cursor: string | undefined,
): { readonly page: readonly T[] } & Pick<Playlist, 'next'> {
  const from = /^\d{1,7}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const until = from + PAGE_LENGTH;
  return { page: items.slice(from, until), ...(until < items.length && { next: String(until) }) };
}
