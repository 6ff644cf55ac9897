/**
 * What may go wrong with an answer of the {@link MediaStandIn}. Several at once add up. Sizes count bytes of the answer's body,
 * times are milliseconds on the stand-in's clock.
 */
export type MediaFault =
  /** The head of the answer comes late. */
  | { readonly kind: 'slow-start'; readonly delayMs: number }
  /** The body trickles. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** Another status: 403, 404, 429 with `retryAfterSeconds`, 503 … */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /**
   * An identity is served so much or so long and then no more: the answer it is reading ends early, and the next ones are 403. A new
   * identity begins anew. For one that lasts.
   */
  | {
      readonly kind: 'wall';
      readonly afterBytes?: number;
      readonly afterMs?: number;
      readonly identity?: IdentityPlace;
    }
  /** 403 once the address is too old: by its query parameter `expire` in Unix seconds, or so long after the fault was set. */
  | { readonly kind: 'expiry'; readonly afterMs?: number }
  /** The request is taken, and nothing ever comes. */
  | { readonly kind: 'hang' }
  /** The connection closes before all that was promised has come. */
  | { readonly kind: 'truncate'; readonly afterBytes: number }
  /** The body stops in the middle, the connection stays. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** The connection is reset: before anything is answered, or in the middle. */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  /** Says it is something else, and is something else where a body is given: a web page for a song, broken JSON. */
  | { readonly kind: 'other-content'; readonly type: string; readonly body?: string | Uint8Array }
  /** The body over and over, without an end and without a length. */
  | { readonly kind: 'endless' }
  /** So many bytes of headers; clients stop reading at 16 KiB. */
  | { readonly kind: 'big-headers'; readonly bytes: number }
  /** Always all of it, whatever range was asked for. */
  | { readonly kind: 'no-ranges' };

/** Where a request says who it is. Without one, everybody is the same. */
export type IdentityPlace = { readonly query: string } | { readonly header: string };
