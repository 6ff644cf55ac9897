import { randomBytes } from 'node:crypto';
import type { Unsubscribe } from '@tonearm/core';
import { GatewayOpcodes } from 'discord-api-types/v10';
import { shardOf } from '../world/snowflakes.js';

/** What goes over a gateway socket. */
export interface GatewayPayload {
  readonly op: number;
  readonly d: unknown;
  readonly s: number | null;
  readonly t: string | null;
}

/** How many dispatches a session can replay to a bot that resumes. */
const REPLAY_LIMIT = 5_000;

/**
 * What outlives a socket: who identified, with which intents and shard, and what was dispatched so far (docs: Gateway,
 * "Resuming"). While no socket is attached, dispatches are kept for the replay.
 */
export class GatewaySession {
  readonly id = randomBytes(16).toString('hex');
  readonly #replay: GatewayPayload[] = [];
  #sequence = 0;
  #send: ((payload: GatewayPayload) => void) | undefined;

  constructor(
    readonly intents: number,
    readonly shard: readonly [id: number, count: number],
  ) {}

  get attached(): boolean {
    return this.#send !== undefined;
  }

  get sequence(): number {
    return this.#sequence;
  }

  /** Whether the guild belongs to this session's shard. What is of no guild (`null`) belongs to the first one. */
  owns(guildId: string | null): boolean {
    if (guildId === null) return this.shard[0] === 0;
    return shardOf(guildId, this.shard[1]) === this.shard[0];
  }

  dispatch(name: string, data: unknown): void {
    const payload: GatewayPayload = { op: GatewayOpcodes.Dispatch, t: name, s: ++this.#sequence, d: data };
    this.#replay.push(payload);
    if (this.#replay.length > REPLAY_LIMIT) this.#replay.shift();
    this.#send?.(payload);
  }

  /** From now on dispatches go to this socket. The returned function ends that, unless another has taken over. */
  attach(send: (payload: GatewayPayload) => void): Unsubscribe {
    this.#send = send;
    return () => {
      if (this.#send === send) this.#send = undefined;
    };
  }

  /** Whether everything after `sequence` is still there. */
  canReplayAfter(sequence: number): boolean {
    const oldest = this.#replay[0]?.s ?? this.#sequence + 1;
    return sequence <= this.#sequence && sequence >= oldest - 1;
  }

  /** Sends again what came after `sequence`. */
  replayAfter(sequence: number): void {
    for (const payload of this.#replay) if ((payload.s ?? 0) > sequence) this.#send?.(payload);
  }
}
