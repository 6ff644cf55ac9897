import { BestFew } from './best-few.js';
import { foldText, wordsOf } from './fold-text.js';
import { Tally } from './tally.js';
import { Vocabulary } from './vocabulary.js';

/** What a file is found by. */
export interface SearchableTrack {
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly fileName: string;
}

/** A word counts more in a title than in the name of a file. */
const WORTH = [
  ['title', 3],
  ['artist', 2],
  ['album', 1],
  ['fileName', 1],
] as const satisfies readonly (readonly [keyof SearchableTrack, number])[];
/** A query of thousands of words would keep the thread busy; nobody remembers more than these of a title. */
const MAX_WORDS = 16;
const MAX_WORD_LENGTH = 40;
/** What people add to a title though no tag has it. */
const NOISE: ReadonlySet<string> = new Set([
  ...['a', 'an', 'and', 'audio', 'by', 'feat', 'featuring', 'from', 'ft', 'hd', 'hq', 'lyric', 'lyrics', 'music', 'of'],
  ...['official', 'song', 'the', 'video'],
]);
/** Of longer queries one word may be wrong altogether. */
const ENOUGH = 0.75;
/** More than all words of a query can come to. */
const EXACT = 1_000_000;

interface Entry {
  readonly id: string;
  readonly foldedTitle: string;
  readonly titleLength: number;
  readonly words: readonly number[];
}

/** Where a word stands: in which entries, and the most it is worth in each. */
interface Places {
  readonly slots: number[];
  readonly worths: number[];
}

/**
 * Finds tracks by words in any order, in any of their fields, with forgiveness for accents, case, unfinished words and
 * typing errors. All words have to be there (of four, three): another source may know a track that none of ours is.
 */
export class TrackSearch {
  readonly #vocabulary = new Vocabulary();
  readonly #places: Places[] = [];
  /** The slot of an entry stays its own as long as it is there. */
  readonly #entries: (Entry | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];

  put(track: SearchableTrack): void {
    this.remove(track.id);
    const slot = this.#free.pop() ?? this.#entries.length;
    const worths = worthsOf(track);
    const words = [...worths].map(([word, worth]) => this.#place(word, slot, worth));
    const foldedTitle = foldText(track.title);
    this.#entries[slot] = { id: track.id, foldedTitle, titleLength: wordsOf(track.title).length, words };
    this.#slots.set(track.id, slot);
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    for (const word of this.#entries[slot]?.words ?? []) this.#displace(word, slot);
    this.#entries[slot] = undefined;
    this.#slots.delete(id);
    this.#free.push(slot);
  }

  /** Ids, best first. */
  find(text: string, limit: number): readonly string[] {
    const asked = wordsAsked(text);
    const tally = new Tally(this.#entries.length);
    for (const [at, word] of asked.entries()) this.#count(tally, word, at === asked.length - 1);
    const enough = Math.max(asked.length * ENOUGH, tally.mostWords);
    const title = foldText(text);
    const best = new BestFew(limit);
    for (const slot of tally.slots) {
      const entry = this.#entries[slot];
      if (entry === undefined || tally.wordsOf(slot) < enough) continue;
      // What is called exactly so comes before all else, and of equals the one that is called little more.
      const exact = entry.foldedTitle === title ? EXACT : 0;
      best.add(entry.id, exact + tally.scoreOf(slot) * (1 + 1 / (1 + entry.titleLength)));
    }
    return best.ids();
  }

  #count(tally: Tally, word: string, isLast: boolean): void {
    tally.nextWord();
    const nearness = { unfinished: isLast || word.length > 2, mostErrors: errorsForgiven(word) };
    for (const { word: number, fit } of this.#vocabulary.matches(word, nearness)) {
      const { slots, worths } = this.#places[number] ?? { slots: [], worths: [] };
      const rarity = Math.log(1 + this.#slots.size / slots.length);
      for (let at = 0; at < slots.length; at++) tally.add(slots[at] ?? 0, (worths[at] ?? 0) * fit * rarity);
    }
  }

  #place(word: string, slot: number, worth: number): number {
    const number = this.#vocabulary.learn(word);
    const places = this.#places[number] ?? { slots: [], worths: [] };
    this.#places[number] = places;
    places.slots.push(slot);
    places.worths.push(worth);
    return number;
  }

  /** Takes one away by putting the last in its place: their order means nothing. */
  #displace(word: number, slot: number): void {
    const { slots, worths } = this.#places[word] ?? { slots: [], worths: [] };
    const at = slots.indexOf(slot);
    const [lastSlot, lastWorth] = [slots.pop(), worths.pop()];
    if (lastSlot !== undefined && lastWorth !== undefined && at < slots.length) {
      slots[at] = lastSlot;
      worths[at] = lastWorth;
    }
    if (slots.length === 0) this.#vocabulary.forget(word);
  }
}

/** The words of a track, and the most that each is worth in it. */
function worthsOf(track: SearchableTrack): ReadonlyMap<string, number> {
  const worths = new Map<string, number>();
  for (const [field, worth] of WORTH) {
    for (const word of wordsOf(track[field])) worths.set(word, Math.max(worth, worths.get(word) ?? 0));
  }
  return worths;
}

function wordsAsked(text: string): readonly string[] {
  const words = wordsOf(text)
    .slice(0, MAX_WORDS)
    .map((word) => word.slice(0, MAX_WORD_LENGTH));
  const telling = words.filter((word) => !NOISE.has(word));
  return [...new Set(telling.length > 0 ? telling : words)];
}

/** One in four letters, of what is a word and not a number. */
function errorsForgiven(word: string): number {
  return word.length > 3 && /\p{L}/u.test(word) ? Math.round(word.length / 4) : 0;
}
