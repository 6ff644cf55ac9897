import { TonearmError } from '../errors/tonearm-error.js';
import type { Priority } from '../model/priority.js';
import type { Identified } from '../model/query.js';
import { type Detour, tracksOf } from '../model/resolution.js';
import type { Track } from '../model/track.js';
import { raceSignal } from '../runtime/abort.js';
import type { Logger } from '../runtime/logger.js';
import type { GuardedSources } from './guarded-sources.js';
import { GOOD_MATCH, matchScore } from './match-score.js';
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

export interface StandInsParts {
  readonly sources: GuardedSources;
  readonly resolver: SourceResolver;
}

/** Finds what can be played instead of a track whose own source cannot play it. */
export class StandIns {
  readonly #parts: StandInsParts;

  constructor(parts: StandInsParts) {
    this.#parts = parts;
  }

  /** Whether there is another source than one track's own. */
  get hasOthers(): boolean {
    return this.#parts.sources.names().length > 1;
  }

  /**
   * Asks the other sources in search order, until one has a good match. `undefined` when none has: also for a live stream, which is one
   * of its kind. A source that cannot look is passed over.
   */
  async find(track: Track, search: StandInSearch): Promise<StandIn | undefined> {
    if (track.durationMs === null) return undefined;
    for (const source of this.#parts.sources.names()) {
      if (source === track.source) continue;
      for (const text of wordsFor(track)) {
        const match = bestMatch(track, await this.#ask(source, text, search));
        if (match) return match;
      }
    }
    return undefined;
  }

  async #ask(
    source: string,
    text: string,
    { signal, tenant, priority, logger }: StandInSearch,
  ): Promise<readonly Track[]> {
    const { sources, resolver } = this.#parts;
    const identified: Identified | undefined = sources.get(source).identify({ kind: 'search', text, source });
    if (!identified) return [];
    try {
      const lookup = await resolver.lookUp([identified], { name: text, priority, tenant, logger });
      if (lookup.kind === 'known') return tracksOf(lookup.resolution);
      const { task } = lookup;
      const cancel = () => task.cancel('No longer wanted.');
      signal.addEventListener('abort', cancel, { once: true });
      return tracksOf(await raceSignal(task.result, signal).finally(() => signal.removeEventListener('abort', cancel)));
    } catch (error) {
      if (signal.aborted || !(error instanceof TonearmError)) throw error;
      logger.info('A source could not look for a stand-in', { source, error });
      return [];
    }
  }
}

/** Most sources find more by artist and title, some only by the title. */
function wordsFor({ author, title }: Track): readonly string[] {
  const both = title.toLowerCase().includes(author.toLowerCase()) ? title : `${author} ${title}`;
  return [...new Set([both, title].map((text) => text.slice(0, MAX_QUERY_LENGTH)))];
}

function bestMatch(wanted: Track, found: readonly Track[]): StandIn | undefined {
  const scored = found.map((track) => ({ track, score: matchScore(wanted, track) }));
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (best, one) => (one.score > (best?.score ?? 0) ? one : best),
    undefined,
  );
  if (!best || best.score < GOOD_MATCH) return undefined;
  const { track, score } = best;
  return { track, detour: { answeredBy: track.source, insteadOf: wanted.source, score } };
}
