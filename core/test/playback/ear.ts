import type { FakeAudioOutput } from '../../src/testing/fake-voice.js';
import { CROSSFADES_MS, RELATED, TRACKS } from './session-steps.js';

/** A lost connection goes on at the position told last: so many frames may sound twice. */
const REPEATED = 50;
/** A stream that dies so near its end counts as whole. */
const UNHEARD = 25;
/** Frames of each crossfade there is. */
const FADES = CROSSFADES_MS.map((ms) => ms / 20);
const NOTHING = { track: -1, frame: -1 };

/** What leaves the output, held against what should: one track at a time, each frame once, none left out. */
export class Ear {
  /** Of a track that ended in this moment. */
  endedNow = false;
  readonly #defects: string[];
  #last = NOTHING;
  /** Frames that may still be laid over the track that fades out. */
  #together = 0;
  /** At which frame a track goes on that was interrupted by the loss of the connection. */
  readonly #resumeAt = new Map<string, number>();
  /** Frames of a track that were asked for: until the last of them is open, an earlier one may sound. */
  readonly #sought = new Map<string, readonly number[]>();

  /** @param defects what is wrong is written there */
  constructor(defects: string[]) {
    this.#defects = defects;
  }

  /** What comes now begins anew. */
  forget(): void {
    this.#last = NOTHING;
  }

  resumesAt(id: string, frame: number): void {
    this.#resumeAt.set(id, frame);
  }

  isOver(id: string): void {
    this.#resumeAt.delete(id);
  }

  seeks(id: string, frame: number): void {
    this.#sought.set(id, [...(this.#sought.get(id) ?? []), frame]);
  }

  /**
   * One track at a time, the first in line, each frame once and none left out, but for what was asked for.
   * @param firstNow first in line @param firstBefore first in line before that frame
   */
  hear(packet: Uint8Array, firstNow: string | undefined, firstBefore: string | undefined): void {
    const { track, frame, together } = read(packet);
    // A track that ended in this moment was over before the first frame of the next, or with its own last one.
    const endedBefore = this.endedNow && (frame === 0 || `${track}` !== firstBefore);
    const last = endedBefore ? NOTHING : this.#last;
    const id = `${track}`;
    if (id !== firstBefore && id !== firstNow) this.#defects.push(`${id} sounds, but is not the first in line`);
    if (together) this.#overlaps(id);
    const resumeAt = this.#resumeAt.get(id);
    this.#resumeAt.delete(id);
    const expected = resumeAt ?? (track === last.track ? last.frame + 1 : 0);
    const far = Math.abs(frame - expected);
    if (far > (resumeAt === undefined ? 0 : REPEATED)) {
      const sought = this.#sought.get(id) ?? [];
      if (!sought.includes(frame)) this.#defects.push(`${id} sounds at ${frame}, not ${expected}`);
      this.#sought.set(id, sought.slice(sought.indexOf(frame) + 1));
    }
    this.#last = this.endedNow && !endedBefore ? NOTHING : { track, frame };
  }

  /**
   * Holds what left last against the end of a track, also if that was a moment ago and is not written down yet. Where
   * the next one has begun already, the rest of it lies under that: exactly what the crossfade takes.
   */
  hasHeardWhole(id: string, { heard }: FakeAudioOutput): boolean {
    const [before, latest] = heard.slice(-2).map(({ frame }) => read(frame));
    const last = latest ?? before;
    if (!last) return false;
    if (!before || !latest?.together || `${before.track}` !== id)
      return `${last.track}` === id && last.frame + 1 >= framesOf(id) - UNHEARD;
    const rest = framesOf(id) - before.frame - 1;
    this.#together = rest;
    return last.frame === 0 && FADES.some((fade) => Math.abs(fade - rest) <= 1);
  }

  /** Two at once only as far as the one that ends still had to sound. */
  #overlaps(id: string): void {
    if (this.#together === 0) this.#defects.push(`${id} sounds over another one for too long`);
    this.#together = Math.max(0, this.#together - 1);
  }
}

/** Which frame of which track it is, and whether another one is laid under it. */
function read(packet: Uint8Array) {
  const [, , , track = 0, low = 0, high = 0] = packet;
  return { track, frame: low + 256 * high, together: packet.length > LABELLED && packet.at(-1) === 255 };
}

/** Bytes of a packet that says which it is. */
const LABELLED = 6;

function framesOf(id: string): number {
  return ([...TRACKS, ...RELATED].find((track) => track.id === id)?.durationMs ?? 0) / 20;
}
