import type { FrameBatch, Json, LogLevel, OutputCommand, OutputEvent, VoiceConnectionState } from '@tonearm/core';
import type { FarError } from './far-error.js';

/*
 * What the main thread and a voice worker say to each other. Everything is a plain copy; connections are known by
 * numbers, which the main thread gives.
 */

export type ToWorker =
  | {
      readonly type: 'connect';
      readonly id: number;
      readonly guildId: string;
      readonly channelId: string;
      /** The bot's own user id. */
      readonly userId: string;
      /** The authorities to trust, in PEM, where the main thread's have changed: threads do not inherit them. */
      readonly authorities?: readonly string[];
    }
  | { readonly type: 'move'; readonly id: number; readonly channelId: string }
  | { readonly type: 'destroy'; readonly id: number }
  | { readonly type: 'command'; readonly id: number; readonly command: Exclude<OutputCommand, { type: 'frames' }> }
  | { readonly type: 'frames'; readonly id: number; readonly generation: number; readonly batch: FrameBatch }
  /** From Discord's gateway; `others` are those in the bot's channel after it. */
  | {
      readonly type: 'voice-state' | 'voice-server';
      readonly guildId: string;
      readonly data: Json;
      readonly others: number;
    }
  /** The gateway did not take the worker's payload. */
  | { readonly type: 'refused'; readonly guildId: string }
  /** Another worker's payload went to the gateway: it counts against what Discord lets through. */
  | { readonly type: 'sent-by-another' }
  /** Say `alive`. */
  | { readonly type: 'beat' }
  /** Leave every channel and say `closed`. */
  | { readonly type: 'close' };

export type FromWorker =
  | { readonly type: 'loaded' }
  /** For Discord's gateway. */
  | { readonly type: 'send'; readonly guildId: string; readonly payload: Json }
  | { readonly type: 'state'; readonly id: number; readonly state: FarState }
  /** What the outputs told in one moment: all of them send at the same one. */
  | { readonly type: 'events'; readonly events: readonly FarEvent[] }
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string; readonly fields: FarFields }
  | { readonly type: 'alive' }
  | { readonly type: 'closed' };

/** What the output of one connection told. */
export interface FarEvent {
  readonly id: number;
  readonly event: OutputEvent;
}

/** A connection's state with its error in a form that can be copied. */
export type FarState =
  | Exclude<VoiceConnectionState, { status: 'destroyed' }>
  | { readonly status: 'destroyed'; readonly error: FarError | null };

/** A log line's fields in a form that can be copied. */
export type FarFields = Readonly<Record<string, { readonly error: FarError } | { readonly value: Json }>>;
