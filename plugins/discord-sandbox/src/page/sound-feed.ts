import type { Clock, Unsubscribe } from '@tonearm/core';
import type { VoiceServer } from '../voice/voice-server.js';
import type { HeardFrame } from '../voice/listening/channel-listener.js';

/** Without a frame for this long, somebody has stopped speaking. */
const QUIET_MS = 300;

/** Where the feed tells what it hears. */
export interface SoundListener {
  speaking(userId: string, speaking: boolean): void;
  /** A frame of the channel that is listened to. */
  frame(frame: HeardFrame): void;
}

/** Follows the voice channels of a guild: who speaks in all of them, and the sound of one. */
export class SoundFeed {
  readonly #stops: Unsubscribe[];
  readonly #quietTimers = new Map<string, Unsubscribe>();

  constructor(
    voice: VoiceServer,
    private readonly clock: Clock,
    channelIds: readonly string[],
    /** The channel whose frames are wanted now. */
    wanted: () => string | null,
    private readonly listener: SoundListener,
  ) {
    this.#stops = channelIds.map((channelId) =>
      voice.listenerOf(channelId).onFrame((frame) => {
        this.#speaks(frame.userId);
        if (wanted() === channelId) listener.frame(frame);
      }),
    );
  }

  close(): void {
    for (const stop of [...this.#stops, ...this.#quietTimers.values()]) stop();
    this.#quietTimers.clear();
  }

  #speaks(userId: string): void {
    const timer = this.#quietTimers.get(userId);
    timer?.();
    if (timer === undefined) this.listener.speaking(userId, true);
    const fallSilent = () => {
      this.#quietTimers.delete(userId);
      this.listener.speaking(userId, false);
    };
    this.#quietTimers.set(userId, this.clock.after(QUIET_MS, fallSilent));
  }
}
