import type { Audience } from './audience.js';
import type { NowPlaying } from './session-events.js';
import type { SessionVoiceState } from './session-voice.js';

/**
 * Knows whether anyone listens. Alone, a session pauses; it goes on when someone comes, unless a listener has paused it.
 * Whoever lets it play on although nobody is there, is obeyed until someone comes.
 */
export class Loneliness {
  readonly #guildId: string;
  readonly #audience: Audience | undefined;
  #alone = false;
  /** It was paused for being alone, and for nothing else. */
  #hasPaused = false;
  #overruled = false;

  constructor(guildId: string, audience: Audience | undefined) {
    this.#guildId = guildId;
    this.#audience = audience;
  }

  get alone(): boolean {
    return this.#alone;
  }

  get hasPaused(): boolean {
    return this.#hasPaused;
  }

  /** Counts anew. On the way into a channel nobody is counted. */
  count(voice: SessionVoiceState | null): void {
    if (!this.#audience || voice?.status !== 'ready') return;
    this.#alone = this.#audience.listenersIn(this.#guildId, voice.channelId) === 0;
    if (!this.#alone) this.#overruled = false;
  }

  /** Someone has paused or resumed by a command. */
  overrule(paused: boolean): void {
    this.#hasPaused = false;
    this.#overruled = !paused && this.#alone;
  }

  /** Whether what plays has to be paused (`true`) or has to go on (`false`); `undefined` when it is as it should be. */
  wantsPaused(playing: NowPlaying | null): boolean | undefined {
    if (!playing) return undefined;
    if (this.#alone && !playing.paused && !this.#overruled) {
      this.#hasPaused = true;
      return true;
    }
    if (this.#alone || !this.#hasPaused) return undefined;
    this.#hasPaused = false;
    return playing.paused ? false : undefined;
  }
}
