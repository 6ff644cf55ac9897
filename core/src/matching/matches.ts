import { phrase } from '../texts/phrase.js';
import { NothingFoundError, type RefusedError } from '../errors/request-errors.js';
import { type Reference, referenceKey } from '../model/query.js';
import { tracksOf } from '../model/resolution.js';
import { referenceOf, type Track } from '../model/track.js';
import type { TrackEntry } from '../playback/queue-entry.js';
import type { SessionControls } from '../playback/session-controls.js';
import type { Clock } from '../runtime/clock.js';
import { startDeadline } from '../runtime/abort.js';
import type { Logger } from '../runtime/logger.js';
import { hasSound } from '../sources/audio-source.js';
import type { GuardedSources } from '../sources/guarded-sources.js';
import type { SourceResolver } from '../sources/source-resolver.js';
import { chosenStandIn, type StandIn, type StandIns } from '../sources/stand-ins.js';
import type { Corrections } from './corrections.js';

export interface MatchesParts {
  readonly standIns: StandIns;
  readonly sources: GuardedSources;
  readonly resolver: SourceResolver;
  readonly corrections: Corrections;
  readonly clock: Clock;
  readonly logger: Logger;
  session(guildId: string): SessionControls | undefined;
  /** Why a guild's rules do not let a track in; `undefined` when they do. */
  refusalOf(guildId: string, track: Track): RefusedError | undefined;
}

/** What could be played for a track. */
export interface MatchOffer {
  /** What was asked for. */
  readonly wanted: Track;
  /** What the guild's rules let in; best first, at most ten. */
  readonly candidates: readonly StandIn[];
  /** What this guild has chosen before. */
  readonly chosen: Track | undefined;
}

/** What a listener says is the right one. */
export interface MatchChoice {
  readonly guildId: string;
  /** What was asked for. */
  readonly wanted: Reference;
  /** What is to be played for it; `null` is what is found without anyone's say. */
  readonly track: Reference | null;
}

/** How long all sources may take to say what they have, in milliseconds. */
const OFFER_MS = 20_000;

/** Lets listeners say what is to be played where another recording was found than the one they had asked for. */
export class Matches {
  readonly #parts: MatchesParts;

  constructor(parts: MatchesParts) {
    this.#parts = parts;
  }

  /** What an entry stands for that is, or will be, played from elsewhere; `undefined` when it is played from where it was found. */
  wantedOf({ content: { track, detour } }: TrackEntry): Track | undefined {
    return detour?.wanted ?? (this.needsMatch(track) ? track : undefined);
  }

  /** Whether a track has no sound of its own. */
  needsMatch({ source }: Track): boolean {
    const own = this.#parts.sources.find(source);
    return own !== undefined && !hasSound(own);
  }

  /** @throws TonearmError why nothing could be looked for */
  async offer(guildId: string, wanted: Track): Promise<MatchOffer> {
    const { standIns, corrections, clock, logger: log, refusalOf } = this.#parts;
    const logger = log.child({ guildId });
    const deadline = startDeadline(clock, OFFER_MS, phrase('failure.looking-elsewhere', { title: wanted.title }));
    try {
      const search = { signal: deadline.signal, tenant: guildId, priority: 'high', logger } as const;
      const found = await standIns.candidates(wanted, search);
      const candidates = found.filter(({ track }) => !refusalOf(guildId, track));
      return { wanted, candidates, chosen: await corrections.find(guildId, wanted) };
    } finally {
      deadline.release();
    }
  }

  /**
   * Remembers it for this guild, and plays it at once where the current track is that one; what was opened ahead for it is opened anew.
   * @returns what is played for it from now on; `null` when that is looked for again
   * @throws StoreError when it could not be saved @throws NothingFoundError when there is no such track any more
   * @throws RefusedError when the guild's rules do not let it in; then nothing has changed
   */
  async choose({ guildId, wanted, track: reference }: MatchChoice): Promise<Track | null> {
    const { corrections, session, logger, refusalOf } = this.#parts;
    const track = reference && (await this.#lookUp(guildId, reference));
    const refusal = track && refusalOf(guildId, track);
    if (refusal) throw refusal;
    if (track) await corrections.choose(guildId, wanted, track);
    else await corrections.undo(guildId, wanted);
    logger.info('A listener has corrected a match', {
      guildId,
      wanted: referenceKey(wanted),
      track: track?.id ?? null,
    });
    const controls = session(guildId);
    const entry = controls?.snapshot.playing?.entry;
    const current = entry && this.wantedOf(entry);
    if (controls && current && referenceKey(referenceOf(current)) === referenceKey(wanted)) {
      controls.playInstead(entry.id, track ? this.#insteadOf(current, track) : { track: current });
    }
    controls?.matchAnew(wanted);
    return track;
  }

  #insteadOf(wanted: Track, track: Track): StandIn {
    const { detour } = chosenStandIn(wanted, track);
    return { track, detour: { ...detour, ...(this.needsMatch(wanted) && { described: true }) } };
  }

  async #lookUp(guildId: string, reference: Reference): Promise<Track> {
    const { resolver, logger } = this.#parts;
    const request = { name: reference.id, priority: 'high', tenant: guildId, logger } as const;
    const lookup = await resolver.lookUp([{ reference }], request);
    const [track] = tracksOf(lookup.kind === 'known' ? lookup.resolution : await lookup.task.result);
    if (track) return track;
    throw new NothingFoundError(reference.id);
  }
}
