import { writeFile } from 'node:fs/promises';
import {
  type Clock,
  DeadlineError,
  Listeners,
  OPUS_SAMPLE_RATE,
  oggOpusFile,
  toOpusPacket,
  type Unsubscribe,
} from '@tonearm/core';
import type { ChannelListener, Gap, HeardCounts, HeardFrame, Lateness } from './channel-listener.js';
import { latenessOf } from './lateness.js';
import { SpeakerTrack } from './speaker-track.js';

const DEFAULT_TIMEOUT_MS = 10_000;
/** Frames 20 ms apart are no gap; below this a distance is not worth remembering. */
const SMALLEST_GAP_MS = 25;
const MOST_GAPS = 10_000;
/** Almost three hours of one bot's sound, in eight bytes each. */
const MOST_OFFSETS = 500_000;

/** What a frame is before the recorder has put it into its spurt. */
export type SoundFrame = Omit<HeardFrame, 'spurt'>;

/** A {@link ChannelListener} that the voice channel writes into. */
export class FrameRecorder implements ChannelListener {
  readonly #clock: Clock;
  readonly #heard = new Listeners<HeardFrame>();
  readonly #changed = new Listeners<void>();
  readonly #tracks = new Map<number, SpeakerTrack>();
  #kept: HeardFrame[] = [];
  #keep = Number.POSITIVE_INFINITY;
  #counts = { ...NOTHING };
  #durationMs = 0;
  /** By ssrc and spurt, of the last frames, whether those are kept or not. */
  readonly #offsetsMs = new Map<string, number[]>();
  #offsets = 0;
  #gaps: Gap[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get frames(): readonly HeardFrame[] {
    return this.#kept.length > this.#keep ? this.#kept.slice(this.#kept.length - this.#keep) : this.#kept;
  }

  get counts(): HeardCounts {
    return { ...this.#counts };
  }

  get durationMs(): number {
    return this.#durationMs;
  }

  onFrame(listener: (frame: HeardFrame) => void): Unsubscribe {
    return this.#heard.add(listener);
  }

  async waitForFrames(count: number, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<readonly HeardFrame[]> {
    await this.#until(() => this.#soundFrames >= count, timeoutMs, `Hearing ${count} frames`);
    return this.frames;
  }

  async waitForEnd(timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
    const ended = () => this.#soundFrames > 0 && [...this.#tracks.values()].every((track) => !track.speaking);
    await this.#until(ended, timeoutMs, 'Hearing the sound to its end');
  }

  async waitForSilence(quietMs: number, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
    let quiet = false;
    let stopTimer: Unsubscribe = () => {};
    const startTimer = () => {
      stopTimer();
      stopTimer = this.#clock.after(quietMs, () => {
        quiet = this.#soundFrames > 0;
        this.#changed.emit();
      });
    };
    const stopListening = this.#heard.add(startTimer);
    startTimer();
    try {
      await this.#until(() => quiet, timeoutMs, `Hearing ${quietMs} ms of silence`);
    } finally {
      stopListening();
      stopTimer();
    }
  }

  gaps(thresholdMs: number): readonly Gap[] {
    return this.#gaps.filter((gap) => gap.arrivalMs > thresholdMs || gap.mediaMs > thresholdMs);
  }

  lateness(): Lateness {
    return latenessOf(this.#offsetsMs.values());
  }

  keepLast(frames: number): void {
    this.#keep = frames;
    this.#trim();
  }

  clear(): void {
    this.#kept = [];
    this.#counts = { ...NOTHING };
    this.#durationMs = 0;
    this.#offsetsMs.clear();
    this.#offsets = 0;
    this.#gaps = [];
    for (const track of this.#tracks.values()) track.clear();
  }

  toOgg(userId?: string): Uint8Array {
    const frames = userId === undefined ? this.frames : this.frames.filter((frame) => frame.userId === userId);
    return oggOpusFile(frames.flatMap(({ opus }) => toOpusPacket(opus) ?? []));
  }

  writeOgg(path: string, userId?: string): Promise<void> {
    return writeFile(path, this.toOgg(userId));
  }

  /** Sound was heard. */
  sound(frame: SoundFrame): void {
    this.#sequenced(frame.ssrc, frame.sequence);
    const packet = toOpusPacket(frame.opus);
    const { spurt, offsetMs, distance } = this.#trackOf(frame.ssrc).sound(frame.arrivedAtMs, frame.timestamp);
    this.#counts[frame.encryption]++;
    this.#durationMs += ((packet?.samples ?? 0) * 1000) / OPUS_SAMPLE_RATE;
    this.#offsetsOf(frame.ssrc, spurt).push(offsetMs);
    if (++this.#offsets > MOST_OFFSETS) this.#forgetOffsets();
    if (distance !== null && Math.max(distance.arrivalMs, distance.mediaMs) > SMALLEST_GAP_MS) {
      this.#gaps.push({ userId: frame.userId, atMs: frame.arrivedAtMs, ...distance });
      if (this.#gaps.length > MOST_GAPS) this.#gaps.shift();
    }
    // A copy, because the frame may be a view of a whole batch.
    const heard = { ...frame, opus: packet?.data ?? frame.opus, spurt };
    this.#kept.push(heard);
    this.#trim();
    this.#heard.emit(heard);
    this.#changed.emit();
  }

  /** A silence frame was heard. */
  silence(ssrc: number, sequence: number): void {
    this.#sequenced(ssrc, sequence);
    this.#trackOf(ssrc).silence();
    this.#counts.silence++;
    this.#changed.emit();
  }

  /** The bot with this ssrc said on the gateway whether it is speaking. */
  speaking(ssrc: number, speaking: boolean): void {
    this.#trackOf(ssrc).told(speaking);
    this.#changed.emit();
  }

  /** A packet came that nobody here can decrypt. */
  undecryptable(ssrc: number, sequence: number): void {
    this.#sequenced(ssrc, sequence);
    this.#counts.undecryptable++;
    this.#changed.emit();
  }

  /** The bot with this ssrc has gone; what it has not ended it will never end. */
  gone(ssrc: number): void {
    this.#tracks.delete(ssrc);
    this.#changed.emit();
  }

  get #soundFrames(): number {
    return this.#counts.dave + this.#counts.transport;
  }

  #trackOf(ssrc: number): SpeakerTrack {
    const track = this.#tracks.get(ssrc) ?? new SpeakerTrack();
    this.#tracks.set(ssrc, track);
    return track;
  }

  #offsetsOf(ssrc: number, spurt: number): number[] {
    const key = `${ssrc}/${spurt}`;
    const offsetsMs = this.#offsetsMs.get(key) ?? [];
    this.#offsetsMs.set(key, offsetsMs);
    return offsetsMs;
  }

  /** The older half of the oldest spurt goes. */
  #forgetOffsets(): void {
    for (const [key, offsetsMs] of this.#offsetsMs) {
      const forgotten = Math.ceil(offsetsMs.length / 2);
      this.#offsets -= forgotten;
      if (forgotten === offsetsMs.length) this.#offsetsMs.delete(key);
      else offsetsMs.splice(0, forgotten);
      return;
    }
  }

  #sequenced(ssrc: number, sequence: number): void {
    this.#counts.lost += this.#trackOf(ssrc).sequenced(sequence);
  }

  /** Cuts only when twice as many are there, so that keeping the last few costs nothing per frame. */
  #trim(): void {
    if (this.#kept.length > 2 * this.#keep) this.#kept = this.#kept.slice(this.#kept.length - this.#keep);
  }

  #until(condition: () => boolean, timeoutMs: number, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const stopListening = this.#changed.add(() => check());
      const stopTimer = this.#clock.after(timeoutMs, () => {
        stopListening();
        reject(new DeadlineError(`${what} (heard: ${JSON.stringify(this.#counts)})`, timeoutMs));
      });
      const check = () => {
        if (!condition()) return;
        stopListening();
        stopTimer();
        resolve();
      };
      check();
    });
  }
}

const NOTHING = { dave: 0, transport: 0, silence: 0, undecryptable: 0, lost: 0 };
