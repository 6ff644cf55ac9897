import { TonearmError } from '../errors/tonearm-error.js';
import type { Priority } from '../model/priority.js';
import { readIsrc } from '../model/isrc.js';
import { type Reference, referenceKey } from '../model/query.js';
import { type Detour, tracksOf } from '../model/resolution.js';
import { isLive, referenceOf, type Track } from '../model/track.js';
import { raceSignal } from '../runtime/abort.js';
import type { Logger } from '../runtime/logger.js';
import { type AudioSource, hasSound } from './audio-source.js';
import type { GuardedSources } from './guarded-sources.js';
import { GOOD_MATCH, matchScore, searchWords, VERY_GOOD_MATCH } from './match-score.js';
import { MAX_QUERY_LENGTH } from './parse-query.js';
import type { SourceResolver } from './source-resolver.js';

/** The same recording at another source. */
export interface StandIn {
  readonly track: Track;
  /** Who helps out for whom, and how sure it is that it is the same. */
  readonly detour: Detour & { readonly score: number };
}

/** For whom one is looked for. */
export interface StandInSearch {
  /** Ends the search. */
  readonly signal: AbortSignal;
  readonly tenant: string;
  readonly priority: Priority;
  readonly logger: Logger;
}

/** What listeners have said themselves about what stands in for what. */
export interface ChosenStandIns {
  /** What a guild has chosen to hear for a track; `undefined` when it has not. */
  find(guildId: string, wanted: Track): Promise<Track | undefined>;
}

export interface StandInsParts {
  readonly sources: GuardedSources;
  readonly resolver: SourceResolver;
  /** Without it nobody has a say. */
  readonly chosen?: ChosenStandIns;
}

/** So many of what one search brings are looked at. */
const MOST_FOUND = 20;
/** What is left of how sure we are, where nobody knows how long the track is. */
const UNKNOWN_LENGTH = 0.95;
/** So many are offered, of all sources together. */
const MOST_OFFERED = 10;

/** Finds what can be played instead of a track whose own source cannot play it, or never has sound. */
export class StandIns {
  readonly #parts: StandInsParts;

  constructor(parts: StandInsParts) {
    this.#parts = parts;
  }

  /** Whether there is another source with sound than one track's own. */
  get hasOthers(): boolean {
    return this.#parts.sources.all().filter(hasSound).length > 1;
  }

  /**
   * What is good enough to be played, one after the other: what the guild has chosen; then, source by source in search order, very good
   * matches; then what is still good, the best first. No more is looked for than is taken. Nothing for a live stream, which is one of its kind.
   * @throws TonearmError after the last one: why a source could not look, where one could not
   */
  async *find(track: Track, search: StandInSearch): AsyncGenerator<StandIn, void> {
    if (isLive(track)) return;
    const chosen = await this.#chosen(track, search);
    if (chosen) yield chosen;
    const rest: StandIn[] = [];
    const seen = new Set<string>(chosen ? [keyOf(chosen)] : []);
    let unable: TonearmError | undefined;
    for (const source of this.#others(track)) {
      const { found, error } = await this.#look(source, track, search);
      unable ??= error;
      for (const match of bestFirst(found)) {
        if (seen.has(keyOf(match))) continue;
        seen.add(keyOf(match));
        if (match.detour.score >= VERY_GOOD_MATCH) yield match;
        else if (match.detour.score >= GOOD_MATCH) rest.push(match);
      }
    }
    yield* bestFirst(rest);
    if (unable) throw unable;
  }

  /**
   * All that might be meant, the best first, whether it is good enough or not: for a listener to choose. At most ten.
   * @throws TonearmError why a source could not look, where nothing was found
   */
  async candidates(track: Track, search: StandInSearch): Promise<readonly StandIn[]> {
    const looked = await Promise.all(this.#others(track).map((source) => this.#look(source, track, search)));
    const all = new Map(looked.flatMap((one) => one.found.map((match) => [keyOf(match), match] as const)));
    const found = bestFirst([...all.values()]).slice(0, MOST_OFFERED);
    const unable = looked.find(({ error }) => error)?.error;
    if (found.length === 0 && unable) throw unable;
    return found;
  }

  #others({ source }: Track): readonly string[] {
    const withSound = this.#parts.sources.all().filter(hasSound);
    return withSound.map(({ name }) => name).filter((name) => name !== source);
  }

  async #chosen(wanted: Track, { tenant, logger }: StandInSearch): Promise<StandIn | undefined> {
    try {
      const track = await this.#parts.chosen?.find(tenant, wanted);
      return track && chosenStandIn(wanted, track);
    } catch (error) {
      logger.warn('What was chosen for a track cannot be read', { title: wanted.title, error });
      return undefined;
    }
  }

  /** What one source has. By its ISRC a recording is found most surely; fewer words find more, but hardly what is better. */
  async #look(
    source: string,
    wanted: Track,
    search: StandInSearch,
  ): Promise<{ readonly found: readonly StandIn[]; readonly error?: TonearmError }> {
    const found = new Map<string, StandIn>();
    try {
      for (const reference of searchesFor(wanted, this.#parts.sources.audio(source))) {
        for (const track of await this.#ask(reference, search)) {
          // One source may give the tracks of another: what cannot be played there is no help.
          if (track.source !== wanted.source) found.set(track.id, standIn(wanted, track));
        }
        if ([...found.values()].some(({ detour }) => detour.score >= GOOD_MATCH)) break;
      }
      return { found: [...found.values()] };
    } catch (error) {
      if (search.signal.aborted || !(error instanceof TonearmError)) throw error;
      search.logger.info('A source could not look for a stand-in', { source, error });
      return { found: [...found.values()], error };
    }
  }

  async #ask(reference: Reference, { signal, tenant, priority, logger }: StandInSearch): Promise<readonly Track[]> {
    const lookup = await this.#parts.resolver.lookUp([{ reference }], { name: reference.id, priority, tenant, logger });
    if (lookup.kind === 'known') return tracksOf(lookup.resolution).slice(0, MOST_FOUND);
    const { task } = lookup;
    const cancel = () => task.cancel('No longer wanted.');
    signal.addEventListener('abort', cancel, { once: true });
    const answer = raceSignal(task.result, signal).finally(() => signal.removeEventListener('abort', cancel));
    return tracksOf(await answer).slice(0, MOST_FOUND);
  }
}

function keyOf({ track }: StandIn): string {
  return referenceKey(referenceOf(track));
}

function bestFirst(found: readonly StandIn[]): readonly StandIn[] {
  return found.toSorted((one, other) => other.detour.score - one.detour.score);
}

/** What a listener has chosen to hear for a track. */
export function chosenStandIn(wanted: Track, track: Track): StandIn {
  const { detour } = standIn(wanted, track);
  return { track, detour: { ...detour, score: 1, chosen: true } };
}

/** A length that is not known says nothing, for or against. */
function standIn(wanted: Track, track: Track): StandIn {
  const score =
    wanted.durationMs === null
      ? UNKNOWN_LENGTH * matchScore({ ...wanted, durationMs: track.durationMs }, track)
      : matchScore(wanted, track);
  return { track, detour: { answeredBy: track.source, insteadOf: wanted.source, score, wanted } };
}

/** What a source is asked for a track, one after the other. */
function* searchesFor(wanted: Track, source: AudioSource): Generator<Reference, void> {
  const isrc = readIsrc(wanted.isrc);
  if (isrc !== undefined && source.isrcSearch) yield source.isrcSearch(isrc);
  for (const text of wordsFor(wanted)) {
    const found = source.identify({ kind: 'search', text, source: source.name });
    if (found) yield found.reference;
  }
}

/** Most sources find more by artist and title, some only by the title. */
function wordsFor(track: Track): readonly string[] {
  return [...new Set(searchWords(track).map(asWords))].filter((text) => text !== '');
}

/** A title that looks like a link is words as well: no source shall follow what strangers call their tracks. */
function asWords(text: string): string {
  return text
    .replace(/[.:/\\@]+(?=\S)/gu, ' ')
    .replace(/\s+/gu, ' ')
    .slice(0, MAX_QUERY_LENGTH)
    .trim();
}
