import type { Clock, Unsubscribe, Wording } from '@tonearm/core';
import { say } from './texts/say.js';
import type { VoiceTimes } from './voice-times.js';

export interface SoundWatchOptions {
  readonly clock: Clock;
  readonly times: VoiceTimes;
  /** Asks the voice server by UDP for an answer. */
  probe(): void;
  /** The connection is ready, and yet no sound gets through. Told once, in words; the watch is over. */
  onDead(reason: Wording): void;
}

/** So many questions in a row without an answer are no accident any more. */
const MOST_UNANSWERED = 3;

/**
 * Notices a connection that is ready and carries no sound: frames are there and do not leave, or they leave and the way
 * by UDP is dead, which no close code tells. Sound itself is never answered, so the server is asked for the bot's
 * address now and then. Whether it answers that in the middle of a session is not documented: only who has answered one
 * in this connection before is missed. Anything else that comes is a sign of life, and no promise of more: servers that echoed
 * keep-alives stopped doing so one day, and bots that had counted on it lost their sound (discord.js#9185).
 */
export class SoundWatch {
  readonly #options: SoundWatchOptions;
  #stopTimer: Unsubscribe = () => {};
  #answersProbes = false;
  #unanswered = 0;
  #stuckSinceMs: number | undefined;

  constructor(options: SoundWatchOptions) {
    this.#options = options;
  }

  /** The connection has become ready. */
  start(): void {
    this.stop();
    this.#answersProbes = false;
    this.#unanswered = 0;
    this.#ask();
  }

  /** The connection is not ready any more. */
  stop(): void {
    this.#stopTimer();
    this.#stuckSinceMs = undefined;
  }

  /** Something came from the voice server by UDP: the answer to a question, or anything else. */
  heard(answersProbe: boolean): void {
    this.#answersProbes ||= answersProbe;
    this.#unanswered = 0;
  }

  /** A frame was due and nothing held it: did it leave? */
  due(left: boolean): void {
    if (left) {
      this.#stuckSinceMs = undefined;
      return;
    }
    const { clock, times } = this.#options;
    this.#stuckSinceMs ??= clock.monotonic();
    if (clock.monotonic() - this.#stuckSinceMs > times.stuckMs) this.#dead(say('lost.stuck'));
  }

  #ask(): void {
    const { clock, times, probe } = this.#options;
    this.#unanswered += 1;
    probe();
    this.#stopTimer = clock.after(times.probeMs, () => {
      if (this.#answersProbes && this.#unanswered >= MOST_UNANSWERED) {
        this.#dead(say('lost.udp-silent'));
      } else this.#ask();
    });
  }

  #dead(reason: Wording): void {
    this.stop();
    this.#options.onDead(reason);
  }
}
