import MiniSearch, { type SearchOptions } from 'minisearch';
import { foldText, wordsOf } from './fold-text.js';

/** What a file is found by. */
export interface SearchableTrack {
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly fileName: string;
}

const FIELDS = ['title', 'artist', 'album', 'fileName'] as const;
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

/**
 * Finds tracks by words in any order, in any of their fields, with forgiveness for accents, case, unfinished words and
 * typing errors. All words have to be there (of four, three): another source may know a track that none of ours is.
 */
export class TrackSearch {
  readonly #index = new MiniSearch<SearchableTrack>({
    fields: [...FIELDS],
    tokenize: wordsOf,
    processTerm: (word) => word,
  });

  readonly #titles = new Map<string, string>();

  put(track: SearchableTrack): void {
    this.#titles.set(track.id, foldText(track.title));
    if (this.#index.has(track.id)) this.#index.replace(track);
    else this.#index.add(track);
  }

  remove(id: string): void {
    this.#titles.delete(id);
    if (this.#index.has(id)) this.#index.discard(id);
  }

  /** Ids, best first. */
  find(text: string, limit: number): readonly string[] {
    const words = wordsOf(text)
      .slice(0, MAX_WORDS)
      .map((word) => word.slice(0, MAX_WORD_LENGTH));
    const [only = ''] = words;
    if (words.length === 1 && only.length === 1) return this.#findLetter(only, limit);
    const telling = words.filter((word) => !NOISE.has(word));
    const asked = [...new Set(telling.length > 0 ? telling : words)];
    const results = this.#index.search(asked.join(' '), OPTIONS);
    const found = results.map(({ id, queryTerms }) => ({ id: String(id), words: new Set(queryTerms).size }));
    const most = Math.max(asked.length * ENOUGH, ...found.map(({ words }) => words));
    const best = found.filter(({ words }) => words >= most).map(({ id }) => id);
    const title = foldText(text);
    const exact = best.filter((id) => this.#titles.get(id) === title);
    return [...new Set([...exact, ...best])].slice(0, limit);
  }

  /** Half of all tracks have a word with this beginning; weighing them would keep the thread longer than a frame of sound lasts. */
  #findLetter(letter: string, limit: number): readonly string[] {
    const called = this.#index.search(letter, { ...OPTIONS, prefix: false }).map(({ id }) => String(id));
    const beginning = [...this.#titles].filter(([, title]) => title.startsWith(letter)).map(([id]) => id);
    return [...new Set([...called, ...beginning])].slice(0, limit);
  }
}

const OPTIONS: SearchOptions = {
  combineWith: 'OR',
  boost: { title: 3, artist: 2 },
  prefix: (word, index, words) => index === words.length - 1 || word.length > 2,
  fuzzy: (word) => (word.length > 3 && /\p{L}/u.test(word) ? 0.25 : false),
  weights: { fuzzy: 0.3, prefix: 0.5 },
};
