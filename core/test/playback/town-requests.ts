import { RefusedError } from '../../src/errors/request-errors.js';
import { TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { Playlist } from '../../src/model/resolution.js';
import type { Track } from '../../src/model/track.js';
import type { QueuePlace } from '../../src/playback/queue-entry.js';
import { NO_RULES } from '../../src/playback/queue-rules.js';
import type { Session } from '../../src/playback/session.js';
import { listenerOf, TRACKS } from './session-steps.js';
import type { TownQueue } from './town-queue.js';

/** Long lists have two of their tracks on the first page, and so many in all. */
const LONG = 6;

/** What listeners ask a session for, a track or a list of them after the other, and what they are answered. */
export class TownRequests {
  /** The pages of the lists behind the first, which their source has. */
  readonly #pages: Record<string, Playlist>;
  readonly #session: Session;
  readonly #queue: TownQueue;
  readonly #defects: string[];
  readonly #pending: { entryId: string; track: Track }[] = [];
  #asked = 0;

  constructor(session: Session, queue: TownQueue, pages: Record<string, Playlist>, defects: string[]) {
    this.#session = session;
    this.#queue = queue;
    this.#pages = pages;
    this.#defects = defects;
  }

  /** The ids of the tracks that were asked for. */
  get asked(): readonly string[] {
    return TRACKS.slice(0, this.#asked).map(({ id }) => id);
  }

  add(): void {
    this.#ask(1, ([track]) => this.#answer(this.#reserve(track, 'end'), track));
  }

  addAsNext(): void {
    this.#ask(1, ([track]) => {
      this.#queue.model.gone(track.id);
      this.#queue.model.addNext(track.id, this.#queue.isPlaying);
      this.#answer(this.#reserve(track, 'next'), track);
    });
  }

  /** Asks for one that is answered later. */
  ask(): void {
    this.#ask(1, ([track]) => this.#pending.push({ entryId: this.#reserve(track, 'end'), track }));
  }

  addList(): void {
    // What the rules make of a list is not in the model.
    if (this.#session.snapshot.rules !== NO_RULES) return;
    this.#ask(2, (tracks) => this.#addList(tracks, tracks.length));
  }

  addLongList(): void {
    if (this.#session.snapshot.rules !== NO_RULES) return;
    this.#ask(LONG, (tracks) => this.#addList(tracks, 2));
  }

  answer(): void {
    const waiting = this.#pending.shift();
    if (waiting) this.#answer(waiting.entryId, waiting.track);
  }

  answerAll(): void {
    while (this.#pending.length > 0) this.answer();
  }

  refuse(): void {
    this.#session.notFound(this.#pending.shift()?.entryId ?? '', GONE);
  }

  #ask(count: number, ask: (tracks: readonly [Track, ...Track[]]) => unknown): void {
    const [first, ...others] = TRACKS.slice(this.#asked, this.#asked + count);
    if (!first || others.length + 1 < count) return;
    this.#asked += count;
    for (const { id } of [first, ...others]) this.#queue.model.add(id, listenerOf(first));
    ask([first, ...others]);
  }

  #addList(tracks: readonly Track[], onFirstPage: number): void {
    const items = tracks.map(({ id }) => ({ source: 'fake', kind: 'track', id }) as const);
    const list = `list-${tracks[0]?.id}`;
    const facts = { title: 'List', url: '', trackCount: tracks.length };
    const next = (from: number) => (from < tracks.length ? { next: `${list}-${from}` } : {});
    for (let from = onFirstPage; from < tracks.length; from += 2) {
      this.#pages[`${list}-${from}`] = { ...facts, items: items.slice(from, from + 2), ...next(from + 2) };
    }
    const playlist = { ...facts, items: items.slice(0, onFirstPage), ...next(onFirstPage) };
    const identified = { reference: { source: 'fake', kind: 'playlist', id: list } } as const;
    const [first] = tracks;
    if (first) this.#session.answer(this.#reserve(first, 'end'), { kind: 'playlist', playlist }, identified, '');
  }

  #reserve({ id }: Track, place: QueuePlace): string {
    return this.#session.reserve({ requestId: id, requestedBy: listenerOf({ id }), query: id, place });
  }

  #answer(entryId: string, track: Track): void {
    const isLetIn = this.#isLetIn(entryId, track);
    try {
      this.#session.answer(entryId, { kind: 'track', track }, REFERENCE, '');
      if (!isLetIn) this.#defects.push(`${track.id} was let in`);
    } catch (error) {
      if (isLetIn || !(error instanceof RefusedError)) throw error;
      this.#session.notFound(entryId, error);
    }
  }

  /** By the rules, in the simplest words. Who has withdrawn a request is refused nothing. */
  #isLetIn(entryId: string, { id, title, durationMs }: Track): boolean {
    const { rules, upcoming } = this.#session.snapshot;
    if (!upcoming.some((entry) => entry.id === entryId)) return true;
    const { waiting, model } = this.#queue;
    const own = waiting.filter(
      (one) => one !== id && Number(one) < TRACKS.length && model.listenerOf(one) === listenerOf({ id }),
    );
    return (
      own.length < (rules.mostPerListener ?? 1_000) &&
      (durationMs ?? 0) <= (rules.longestTrackMs ?? 1_000_000) &&
      !rules.blocked.some((word) => title.includes(word))
    );
  }
}

const REFERENCE = { reference: { source: 'fake', kind: 'track', id: '' } } as const;
const GONE = new TrackUnavailableError('fake', 'Gone.');
