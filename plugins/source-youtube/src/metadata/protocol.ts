import type { LogLevel } from '@tonearm/core';
import type { PlayerRequest } from './innertube-client.js';
import type { FoundItem, ListPage, ListRequest, MixRequest, SearchRequest } from './metadata.js';

/** How the metadata thread reaches YouTube. Plain data: it crosses to the thread. */
export interface MetadataOptions {
  /** Language (`en`) and country (`US`) of titles and results. */
  readonly language: string;
  readonly country: string;
  /** The `Cookie` header of a browser that is signed in. */
  readonly cookies?: string;
  /** The visitor identity to ask with, instead of one made here. */
  readonly visitorData?: string;
  /** Asked instead of YouTube's own hosts: an origin, `http://127.0.0.1:8080`. */
  readonly endpoint?: string;
  /** An HTTP proxy for every request, `http://user:password@host:port`. */
  readonly proxy?: string;
}

/** What can be asked of the thread: parameters and answer of each call. */
export interface Calls {
  readonly player: { readonly given: PlayerRequest; readonly answer: unknown };
  readonly freshVisitor: { readonly given: null; readonly answer: string };
  readonly search: { readonly given: SearchRequest; readonly answer: readonly FoundItem[] };
  readonly list: { readonly given: ListRequest; readonly answer: ListPage };
  readonly mix: { readonly given: MixRequest; readonly answer: ListPage };
  readonly related: { readonly given: string; readonly answer: readonly FoundItem[] };
  readonly suggest: { readonly given: string; readonly answer: readonly string[] };
  readonly channel: { readonly given: string; readonly answer: string | null };
  readonly album: { readonly given: string; readonly answer: string | null };
}

export type CallName = keyof Calls;

/** To the thread. Ids are the asker's. */
export type ToThread =
  | { readonly type: 'ask'; readonly id: number; readonly call: CallName; readonly given: Calls[CallName]['given'] }
  | { readonly type: 'abort'; readonly id: number };

/** From the thread. Every `ask` is settled once, an aborted one too. */
export type FromThread =
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: Failure }
  | {
      readonly type: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: Readonly<Record<string, string>>;
    };

/** Why there is no answer. */
export type Failure =
  /** Nobody waits for it any more. */
  | { readonly kind: 'aborted' }
  /** YouTube could not be reached. */
  | { readonly kind: 'network'; readonly detail: string }
  /** It was, and answered with another status than success; `retryAfter` is its header. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly detail: string }
  /** It answered with something that cannot be read. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** It says that there is no such thing, or not for us; in its own words. */
  | { readonly kind: 'refused'; readonly words: string };

/** How a failure travels inside the thread. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';

  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}
