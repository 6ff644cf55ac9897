/** What the receiving thread is started with. */
export interface ReceiverOptions {
  readonly host: string;
  /** What the kernel may hold while the thread is busy; the system may grant less. */
  readonly receiveBufferBytes: number;
}

/** To the receiving thread. */
export type ReceiverCommand =
  /** Sound of this ssrc is to be decrypted with this 32-byte key. Answered with `expecting`. */
  | { readonly kind: 'expect'; readonly ssrc: number; readonly key: Uint8Array }
  /** Datagrams of this ssrc are dropped unseen, or taken again. */
  | { readonly kind: 'lose'; readonly ssrc: number; readonly lost: boolean }
  | { readonly kind: 'forget'; readonly ssrc: number }
  | { readonly kind: 'close' };

/** From the receiving thread. */
export type ReceiverReport =
  | { readonly kind: 'bound'; readonly port: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'expecting'; readonly ssrc: number }
  | ({ readonly kind: 'arrivals' } & ArrivalBatch);

/** Packets in the order of their arrival; the frames of all of them lie in one buffer, so that handing it over copies nothing. */
export interface ArrivalBatch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly arrivals: readonly Arrival[];
}

/** One packet. */
export interface Arrival {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  /** Unix milliseconds with fractions. */
  readonly arrivedAtMs: number;
  /** Where its frame lies in the batch; `null` when the transport encryption could not be taken off. */
  readonly frame: { readonly start: number; readonly end: number } | null;
}
