import type { Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import type { Cache, CacheLifetime } from '../cache/cache.js';
import { UnknownLinkError } from '../errors/request-errors.js';
import { SetupError } from '../errors/setup-errors.js';
import { CircuitOpenError } from '../errors/source-errors.js';
import { TonearmError } from '../errors/tonearm-error.js';
import type { Priority } from '../model/priority.js';
import { type Query, type Reference, referenceKey } from '../model/query.js';
import type { Resolution } from '../model/resolution.js';
import { referenceOf, type Track } from '../model/track.js';
import type { RetryPolicy } from '../resilience/retry-policy.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Scheduler } from '../scheduler/scheduler.js';
import type { Task, TaskContext } from '../scheduler/task.js';
import type { Source } from './audio-source.js';
import { type Candidates, candidatesOf, keyOf } from './candidates.js';
import type { GuardedSources } from './guarded-sources.js';

/** What a resolver looks things up with. */
export interface SourceResolverParts {
  readonly sources: GuardedSources;
  readonly scheduler: Scheduler;
  readonly cache: Cache<Resolution>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retry: RetryPolicy;
  /** Whether there is memory for what nobody waits for; always by default. */
  mayWorkAhead?(): boolean;
}

/** Who asks, and how soon they want it. */
export interface LookupRequest {
  /** The id of the task, if it comes to one. */
  readonly id?: string;
  /** What a person calls it. */
  readonly name: string;
  readonly priority: Priority;
  readonly tenant: string;
  readonly requestedBy?: string;
  /** A log whose lines carry the request that this belongs to. */
  readonly logger?: Logger;
}

/** Known already, or on its way. */
export type Lookup =
  | { readonly kind: 'known'; readonly resolution: Resolution }
  | { readonly kind: 'task'; readonly task: Task<Resolution> };

/** How long answers are good when their source does not say. */
const LIFETIMES: Readonly<Record<Resolution['kind'], CacheLifetime>> = {
  track: { ttlMs: 24 * 3_600_000, staleMs: 6 * 24 * 3_600_000 },
  playlist: { ttlMs: 3_600_000, staleMs: 24 * 3_600_000 },
  search: { ttlMs: 6 * 3_600_000, staleMs: 24 * 3_600_000 },
  empty: { ttlMs: 60_000 },
};

/** The tenant of what nobody asked for. */
const RENEWALS = 'renewals';
const RENEWAL_DEADLINE_MS = 60_000;

/** How long a request may wait for its answer, through retries and the pauses of a failing source: less than a reply lives. */
const LOOKUP_DEADLINE_MS = 10 * 60_000;

/** How long the answer of a source that stood in for another is good, in milliseconds. */
const DETOUR_MS = 300_000;

/** From a query to what the sources know of it: from the cache at once, else by a task. */
export class SourceResolver {
  readonly #parts: SourceResolverParts;

  constructor(parts: SourceResolverParts) {
    this.#parts = parts;
  }

  /**
   * Who could answer: for a link the first source that identifies it; for a search the source it names, else all
   * that search, in the registry's order.
   * @throws UnknownLinkError when nobody could
   */
  identify(query: Query): Candidates {
    const named = query.kind === 'search' && query.source !== undefined;
    const all = this.#parts.sources.all();
    const everyone = query.kind === 'url' ? all.toSorted(anyLinkLast) : all;
    const asked = named ? [this.#parts.sources.get(query.source)] : everyone;
    const identified = asked.flatMap((source) => source.identify(query) ?? []);
    const [first, ...others] = identified;
    if (first === undefined) {
      const what = query.kind === 'url' ? query.url.href : query.text;
      throw new UnknownLinkError(what, this.#parts.sources.names());
    }
    return query.kind === 'url' ? [first] : [first, ...others];
  }

  /**
   * Answers from the cache, or submits a task that requests for the same thing share.
   * @throws CircuitOpenError when every source that could answer is failing right now
   * @throws QueueFullError when too much is waiting
   */
  async lookUp(candidates: Candidates, request: LookupRequest): Promise<Lookup> {
    const key = keyOf(candidates);
    const hit = await this.#parts.cache.get(key);
    if (hit) {
      const { freshness, tier, value: resolution } = hit;
      this.#logOf(request).info('The answer is known already', { freshness, tier, kind: resolution.kind });
      if (freshness === 'stale') this.#refresh(candidates, request);
      return { kind: 'known', resolution };
    }
    this.#refuseWhileAllFail(candidates);
    return { kind: 'task', task: this.#submit(candidates, request) };
  }

  /** A further page of a playlist, or the track behind a bare reference; never waits behind the cache of the first page. */
  continue(reference: Reference, cursor: string | undefined, request: LookupRequest): Task<Resolution> {
    return this.#submit([{ reference }], request, cursor);
  }

  /**
   * Makes the answer under a key of the cache anew, although nobody asks: at low priority, one try, and only while
   * every source that belongs to it works. `undefined` when it cannot be asked for now.
   * @throws QueueFullError when too much is waiting
   */
  renew(key: string): Task<Resolution> | undefined {
    const candidates = candidatesOf(key);
    if (!candidates?.every(({ reference }) => this.#works(reference.source))) return undefined;
    return this.#parts.scheduler.submit({
      name: 'Renewal of a popular answer',
      tenant: RENEWALS,
      priority: 'low',
      deadlineMs: RENEWAL_DEADLINE_MS,
      key,
      run: (context) => this.#ask(candidates, context, key, { ahead: true, logger: this.#parts.logger }),
    });
  }

  /**
   * Tracks that go well after one; `undefined` when its source cannot tell.
   * @throws QueueFullError when too much is waiting
   */
  related(track: Track, request: LookupRequest): Task<readonly Track[]> | undefined {
    const { sources, scheduler, retry } = this.#parts;
    const related = sources.find(track.source)?.related;
    if (!related) return undefined;
    return scheduler.submit({
      ...request,
      key: `related\n${referenceKey(referenceOf(track))}`,
      retry: sources.budgeted(track.source, retry),
      deadlineMs: LOOKUP_DEADLINE_MS,
      run: ({ signal, priority, report }) => related(track, { signal, priority, report }),
    });
  }

  #submit(candidates: Candidates, request: LookupRequest, cursor?: string): Task<Resolution> {
    const { sources, scheduler, retry } = this.#parts;
    const key = cursor === undefined ? keyOf(candidates) : `${keyOf(candidates)}#${cursor}`;
    return scheduler.submit({
      ...request,
      key,
      retry: sources.budgeted(candidates[0].reference.source, retry),
      deadlineMs: LOOKUP_DEADLINE_MS,
      run: (context) => {
        const logger = this.#logOf(request);
        return this.#ask(candidates, context, key, cursor === undefined ? { logger } : { logger, cursor });
      },
    });
  }

  #logOf({ logger = this.#parts.logger }: LookupRequest): Logger {
    return logger;
  }

  /** Asks one source after the other until one knows something. */
  async #ask(
    candidates: Candidates,
    context: TaskContext,
    key: string,
    { cursor, ahead = false, logger }: { readonly cursor?: string; readonly ahead?: boolean; readonly logger: Logger },
  ): Promise<Resolution> {
    const { attempt } = context;
    logger.info('A lookup begins', { source: candidates[0].reference.source, attempt });
    // A further page is asked for once, by who stands before it: it must not take the first one's place. And nobody
    // waits for a renewal, so a stand-in's answer must not take the place of a good one.
    const remember = async (resolution: Resolution) => {
      if (cursor !== undefined || (ahead && resolution.detour)) return;
      await this.#remember(key, resolution, { costMs: this.#parts.clock.monotonic() - startedMs, ahead });
    };
    const startedMs = this.#parts.clock.monotonic();
    const answered = (by: string | undefined, { kind }: Resolution) => {
      const tookMs = Math.round(this.#parts.clock.monotonic() - startedMs);
      logger.info('A lookup has succeeded', { source: by, kind, attempt, tookMs });
    };
    const isLastTry = attempt >= this.#parts.retry.maxAttempts;
    let unable: { readonly source: string; readonly error: TonearmError } | undefined;
    for (const [index, { reference }] of candidates.entries()) {
      try {
        const source = this.#parts.sources.get(reference.source);
        const resolution = await source.resolve(reference, {
          signal: context.signal,
          priority: context.priority,
          report: (stage, fraction) => context.report(stage, fraction),
          ...(cursor !== undefined && { cursor }),
        });
        if (resolution.kind === 'empty') continue;
        const isDetour = unable !== undefined && !(unable.error instanceof SetupError);
        const answer = unable && isDetour ? insteadOf(unable.source, reference, resolution) : resolution;
        if (unable) logger.info('Another source has answered', { source: reference.source, error: unable.error });
        answered(reference.source, answer);
        await remember(answer);
        return answer;
      } catch (error) {
        const { source } = reference;
        const next = candidates[index + 1]?.reference.source;
        if (!(error instanceof TonearmError && mayAnotherAnswer(error, isLastTry && next !== undefined))) throw error;
        // The first one is what the task fails with, where it does.
        if (unable) logger.info('A source could not look', { source, attempt, error });
        unable ??= { source, error };
        if (next !== undefined && !(error instanceof SetupError))
          context.notice(this.#detourWords(source, error, next));
      }
    }
    if (unable) throw unable.error;
    const nothing: Resolution = { kind: 'empty' };
    answered(undefined, nothing);
    await remember(nothing);
    return nothing;
  }

  #detourWords(source: string, error: TonearmError, next: string): Wording {
    if (!(error instanceof CircuitOpenError)) return phrase('detour.failing', { source, next });
    const seconds = Math.max(1, Math.ceil((error.nextTryAtMs - this.#parts.clock.now()) / 1000));
    return phrase('detour.failing-until', { source, seconds, next });
  }

  async #remember(
    key: string,
    resolution: Resolution,
    how: { readonly costMs: number; readonly ahead: boolean },
  ): Promise<void> {
    const lifetime =
      resolution.freshForMs === undefined ? LIFETIMES[resolution.kind] : { ttlMs: resolution.freshForMs };
    if (lifetime.ttlMs <= 0) return;
    const canonical = resolution.canonical ? referenceKey(resolution.canonical) : key;
    await this.#parts.cache.set(canonical, resolution, { ...lifetime, ...how });
    if (canonical !== key) await this.#parts.cache.alias(key, canonical, lifetime);
  }

  /**
   * Renews a stale answer behind the listener's back; when there is no room or memory for that, or a stand-in would
   * answer, it is simply not renewed.
   */
  #refresh(candidates: Candidates, { id: _, ...request }: LookupRequest): void {
    const logger = this.#logOf(request);
    if (this.#parts.mayWorkAhead?.() === false) return;
    if (!candidates.every(({ reference }) => this.#works(reference.source))) return;
    try {
      this.#submit(candidates, { ...request, priority: 'low' }).result.catch(() => {}); // The scheduler has told why.
    } catch (error) {
      logger.debug('No room to renew a stale answer', { error });
    }
  }

  /** Once the pause of an open circuit is over, whoever asks is the probe, and that may as well be a renewal. */
  #works(source: string): boolean {
    const { sources, clock } = this.#parts;
    if (sources.find(source) === undefined) return false;
    const { state } = sources.breaker(source);
    return state.status === 'closed' || (state.status === 'open' && state.nextTryAtMs <= clock.now());
  }

  #refuseWhileAllFail(candidates: Candidates): void {
    const { sources, clock } = this.#parts;
    const refusals = candidates.map(({ reference }) => {
      const { state } = sources.breaker(reference.source);
      const open = state.status === 'open' && state.nextTryAtMs > clock.now();
      return open ? new CircuitOpenError(reference.source, state.nextTryAtMs, clock.now()) : undefined;
    });
    const [first] = refusals;
    if (first && refusals.every((refusal) => refusal !== undefined)) throw first;
  }
}

/** Who would take every link is asked when nobody else knows it. */
function anyLinkLast(a: Source, b: Source): number {
  return Number(a.takesAnyLink ?? false) - Number(b.takesAnyLink ?? false);
}

/** Whether a source cannot look just now, or ever as it is set up, or has failed for the last time: another one may. */
function mayAnotherAnswer(error: TonearmError, isLastTry: boolean): boolean {
  return error instanceof CircuitOpenError || error instanceof SetupError || (isLastTry && error.retryable);
}

/** Marks the answer; it is not good for long, so that the source that was asked first has its say when it works again. */
function insteadOf(failing: string, { source }: Reference, resolution: Resolution): Resolution {
  const freshForMs = Math.min(DETOUR_MS, resolution.freshForMs ?? DETOUR_MS);
  return { ...resolution, freshForMs, detour: { answeredBy: source, insteadOf: failing } };
}
