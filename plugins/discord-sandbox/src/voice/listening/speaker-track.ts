/** How a frame of sound stands to the one before it. */
export interface TrackedSound {
  readonly spurt: number;
  /** How much later it came than 20 ms steps from the first frame of its spurt ask; negative when that one was the later. */
  readonly offsetMs: number;
  /** The distance to the frame before it; `null` for the first of all. */
  readonly distance: { readonly arrivalMs: number; readonly mediaMs: number } | null;
}

/** Silence frames in a row that end a spurt (Discord's documentation, "Voice Data Interpolation"). */
const SILENCES_TO_END = 5;
const SAMPLES_PER_MS = 48;

/** The packets of one ssrc in order: what is missing, where a spurt begins and ends, how each frame lies in time. */
export class SpeakerTrack {
  #lastSequence: number | null = null;
  #silences = 0;
  /** What the bot last said on the gateway, which may come a little before or after its packets. */
  #saysItSpeaks = true;
  #spurt = 0;
  #grid: { readonly arrivedAtMs: number; readonly timestamp: number } | null = null;
  #last: { readonly arrivedAtMs: number; readonly timestamp: number } | null = null;

  /** Whether a spurt has begun and not ended. */
  get speaking(): boolean {
    return this.#grid !== null;
  }

  /** What is heard next has nothing before it. */
  clear(): void {
    this.#last = null;
  }

  /** Any packet came. Answers how many before it are missing, or -1 for one that was counted as missing and comes late. */
  sequenced(sequence: number): number {
    const step = this.#lastSequence === null ? 1 : (sequence - this.#lastSequence) & 0xffff;
    if (step > 0x8000) return -1;
    this.#lastSequence = sequence;
    return Math.max(0, step - 1);
  }

  /** A silence frame came. */
  silence(): void {
    this.#silences++;
    this.#endIfOver();
  }

  /** The bot said on the gateway whether it is speaking. */
  told(speaking: boolean): void {
    this.#saysItSpeaks = speaking;
    this.#endIfOver();
  }

  /** A frame of sound came. */
  sound(arrivedAtMs: number, timestamp: number): TrackedSound {
    this.#silences = 0;
    if (this.#grid === null) {
      this.#spurt++;
      this.#grid = { arrivedAtMs, timestamp };
    }
    const offsetMs = arrivedAtMs - this.#grid.arrivedAtMs - mediaMs(this.#grid.timestamp, timestamp);
    const distance = this.#last && {
      arrivalMs: arrivedAtMs - this.#last.arrivedAtMs,
      mediaMs: mediaMs(this.#last.timestamp, timestamp),
    };
    this.#last = { arrivedAtMs, timestamp };
    return { spurt: this.#spurt, offsetMs, distance };
  }

  /** Fewer silence frames do when the bot also says that it has stopped: the player of @discordjs/voice sends only four. */
  #endIfOver(): void {
    if (this.#silences >= (this.#saysItSpeaks ? SILENCES_TO_END : 1)) this.#grid = null;
  }
}

function mediaMs(from: number, to: number): number {
  // RTP timestamps are 32 bits and go round; `| 0` keeps a step back negative.
  return ((to - from) | 0) / SAMPLES_PER_MS;
}
