import { asTonearmError } from '../errors/tonearm-error.js';
import type { SessionJournal } from '../journal/session-journal.js';
import type { UnansweredRequest } from '../journal/session-restorer.js';
import { PRIORITIES } from '../model/priority.js';
import type { Reference } from '../model/query.js';
import type { Resolution } from '../model/resolution.js';
import type { Track } from '../model/track.js';
import type { PlayRequest, PlayTicket } from '../playback/play-request.js';
import type { RequestBoard } from '../playback/request-board.js';
import type { RequestFacts } from '../playback/request-card.js';
import type { Added } from '../playback/session-events.js';
import type { Sessions } from '../playback/sessions.js';
import type { Resources } from '../resources/resources.js';
import type { Clock } from '../runtime/clock.js';
import { expectOneOf } from '../runtime/expect.js';
import type { Logger } from '../runtime/logger.js';
import type { Registry } from '../runtime/registry.js';
import type { Source } from '../sources/audio-source.js';
import type { Candidates } from '../sources/candidates.js';
import { parseQuery } from '../sources/parse-query.js';
import type { Lookup, SourceResolver } from '../sources/source-resolver.js';

/** What takes and answers requests. */
export interface RequestDeskParts {
  readonly sources: Registry<Source>;
  readonly resolver: SourceResolver;
  readonly sessions: Sessions;
  readonly requests: RequestBoard;
  readonly resources: Resources;
  readonly journal: SessionJournal;
  readonly clock: Clock;
  readonly logger: Logger;
  newId(): string;
}

/** A request between its acceptance and its answer. */
interface OpenRequest extends UnansweredRequest {
  readonly candidates: Candidates;
  /** What is played, where nothing has to be looked up. */
  readonly known?: Resolution | undefined;
}

/** Takes requests in, looks up what they ask for, and puts the answer where each has kept its place. */
export class RequestDesk {
  readonly #parts: RequestDeskParts;

  constructor(parts: RequestDeskParts) {
    this.#parts = parts;
  }

  /** Returns at once; it throws what `Tonearm.play` says. */
  play(request: PlayRequest): PlayTicket {
    const { sessions, requests, resources, journal, clock, logger, newId } = this.#parts;
    const { guildId, requestedBy, place, priority, message, tracks, id: taskId = newId() } = request;
    expectOneOf('priority', priority, PRIORITIES);
    expectOneOf('place', place, ['now', 'next', 'end'] satisfies PlayRequest['place'][]);
    const text = request.title ?? request.text;
    const known = tracks && knownList(text, tracks);
    const candidates: Candidates = known ? [{ reference: KNOWN }] : this.#candidatesFor(request);
    const reference = known || request.title === undefined ? request.reference : candidates[0].reference;
    const facts: RequestFacts = { taskId, text, requestedBy, priority, ...(reference && { reference }) };
    resources.admit(priority);
    const session = sessions.open(guildId);
    session.admit(request);
    logger.info('A track is asked for', { guildId, request: taskId, requestedBy, text, priority, place });
    const accepted = Promise.withResolvers<void>();
    const posted = { facts, requestedAtMs: clock.now(), accepted: accepted.promise, ...(message && { message }) };
    const card = requests.add(posted, session);
    session.join(request.voiceChannelId);
    const entryId = session.reserve({ requestId: taskId, requestedBy, place, query: text });
    const added = this.#answer({ facts, candidates, session, entryId, card, known });
    // What is known stands in the queue by now: nothing of it would have to be looked up after a crash.
    accepted.resolve(journal.durable(guildId));
    for (const promise of [added, accepted.promise]) promise.catch(() => {});
    return { taskId, accepted: accepted.promise, added };
  }

  /** Waits anew for the answer to a request of before a restart. */
  answerAgain(request: UnansweredRequest): void {
    try {
      this.#answer({ ...request, candidates: this.#candidatesFor(request.facts) }).catch(() => {});
    } catch (error) {
      request.session.notFound(request.entryId, asTonearmError(error));
    }
  }

  #candidatesFor({ text, reference }: Pick<PlayRequest, 'text' | 'reference'>): Candidates {
    const { sources, resolver } = this.#parts;
    return reference ? [{ reference }] : resolver.identify(parseQuery(text, sources.names()));
  }

  /** Waits for the answer and puts it where the request kept its place. */
  async #answer({ facts, candidates, session, entryId, card, known }: OpenRequest): Promise<Added> {
    const { taskId, text, priority, requestedBy } = facts;
    const { guildId } = session;
    const logger = this.#parts.logger.child({ guildId, request: taskId });
    let lookup: Lookup | undefined;
    try {
      if (known) return session.answer(entryId, known, candidates[0], text);
      const lookupRequest = { id: taskId, name: text, priority, tenant: guildId, requestedBy, logger };
      lookup = await this.#parts.resolver.lookUp(candidates, lookupRequest);
      if (lookup.kind === 'known') return session.answer(entryId, lookup.resolution, candidates[0], text);
      session.lookingUp(entryId, lookup.task);
      const [{ reference }] = candidates;
      card.watch(lookup.task, `${reference.source} ${reference.kind}`);
      return session.answer(entryId, await lookup.task.result, candidates[0], text);
    } catch (error) {
      const reason = asTonearmError(error);
      // What a task failed with, its scheduler has told.
      if (lookup === undefined) logger.warn('A request could not be looked up', { error: reason });
      session.notFound(entryId, reason);
      throw reason;
    }
  }
}

/** Stands for what nobody looks up. */
const KNOWN = { source: 'known', kind: 'playlist', id: '' } as const;

function knownList(title: string, items: readonly (Track | Reference)[]): Resolution {
  return { kind: 'playlist', playlist: { title, url: '', trackCount: items.length, items } };
}
