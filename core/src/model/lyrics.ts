/** The words of a track; JSON-safe. */
export type Words =
  | { readonly kind: 'plain'; readonly lines: readonly string[] }
  | { readonly kind: 'synced'; readonly lines: readonly SyncedLine[] }
  /** It is known that nobody sings. */
  | { readonly kind: 'instrumental' };

export interface SyncedLine {
  /** When it is sung, in milliseconds of the track; lines are in this order. */
  readonly atMs: number;
  /** Empty where nobody sings. */
  readonly text: string;
}

/** Words, and who knew them: a source by its name, or a provider. */
export interface Lyrics {
  readonly words: Words;
  readonly origin: string;
}
