/** Where a list goes on. */
export interface ListCursor {
  /** How many items the pages before had. */
  readonly taken: number;
  /** YouTube's mark of the page. */
  readonly after: string;
}

/** An empty page counts as this many items: a list that never gives any has an end, too. */
const EMPTY_PAGE = 20;
/** The longest of YouTube's marks have some hundred characters. */
const LONGEST = 5_000;

/** The cursor behind a page; `undefined` when the list is over, or long enough. */
export function nextCursor(
  before: ListCursor | undefined,
  page: { readonly items: readonly unknown[]; readonly after?: string },
  most: number,
): string | undefined {
  const taken = (before?.taken ?? 0) + (page.items.length || EMPTY_PAGE);
  const { after } = page;
  if (after === undefined || after === before?.after || after.length > LONGEST || taken >= most) return undefined;
  return `${taken} ${after}`;
}

/** `undefined` for what is no cursor of ours. */
export function readCursor(text: string): ListCursor | undefined {
  const [, taken, after] = /^(\d{1,7}) (\S{1,5000})$/.exec(text) ?? [];
  return taken === undefined || after === undefined ? undefined : { taken: Number(taken), after };
}
