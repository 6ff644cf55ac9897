import { RefusedError } from '../../src/errors/request-errors.js';
import { TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { Playlist } from '../../src/model/resolution.js';
import type { TonearmError } from '../../src/errors/tonearm-error.js';
import type { Track } from '../../src/model/track.js';
import type { EntryContent, QueueEntry, QueuePlace, RestOfPlaylist } from '../../src/playback/queue-entry.js';
import type { QueueRules } from '../../src/playback/queue-rules.js';
import type { Session } from '../../src/playback/session.js';
import { type LISTS, listenerOf, TRACKS } from './session-steps.js';
import { nameOf, type TownQueue } from './town-queue.js';

/** Tracks of a page, and of a long list. */
const PAGE = 2;
const LONG = 6;

/** What listeners ask a session for, a track or a list of them after the other, and what they are answered. */
export class TownRequests {
  /** The pages of the lists behind the first, which their source has. */
  readonly #pages: Record<string, Playlist>;
  readonly #session: Session;
  readonly #queue: TownQueue;
  readonly #defects: string[];
  readonly #pending: { entryId: string; track: Track }[] = [];
  /** Tracks of later pages, where those tell tracks and not references: of which list, and their place in it from 0. */
  readonly #listed = new Map<string, { readonly list: string; readonly place: number }>();
  /** Those that were in the queue as tracks, and not as references or as a part that has not come. */
  readonly #known = new Set<string>();
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

  addList(step: (typeof LISTS)[number]): void {
    const isLong = step.startsWith('add a long list');
    const isOfTracks = step.endsWith('of tracks');
    this.#ask(isLong ? LONG : PAGE, (tracks) => this.#addList(tracks, isOfTracks));
  }

  /** Whether a page of tracks is still to come. */
  get waitsForTracks(): boolean {
    const { upcoming } = this.#session.snapshot;
    return [...this.#listed.values()].some(({ list }) => upcoming.some(({ content }) => isFrom(content, list)));
  }

  /**
   * What has been left out of a page of tracks, as it came, is over: it is nowhere any more, and the rules refuse it. And
   * nothing of which the session has only now learned which track it is is one that they refuse.
   */
  noteLeftOut(): void {
    const { upcoming, playing, rules } = this.#session.snapshot;
    const entries = [...(playing ? [playing.entry] : []), ...upcoming];
    for (const [id, { list, place }] of this.#listed) {
      const isToCome = upcoming.some(({ content }) => isFrom(content, list) && pageOf(content) <= place);
      const isThere = entries.some(({ content }) => nameOf(content) === id);
      if (!isToCome && !isThere && isRefused(id, rules)) this.#queue.lose([id]);
    }
    const tracks = entries.flatMap(({ content }) => (content.kind === 'track' ? nameOf(content) : []));
    for (const id of tracks.filter((one) => one in TRACKS && !this.#known.has(one))) {
      this.#known.add(id);
      if (isRefused(id, rules)) this.#defects.push(`${id} was let in`);
    }
  }

  /** Only what the rules refuse is refused. */
  expectRightlyRefused(id: string, { content }: QueueEntry, error: TonearmError): void {
    if (content.kind !== 'reference' || !(error instanceof RefusedError)) return;
    if (!isRefused(id, this.#session.snapshot.rules)) this.#defects.push(`${id} was refused for nothing`);
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

  #addList(tracks: readonly [Track, ...Track[]], isOfTracks: boolean): void {
    const [first] = tracks;
    const list = `list-${first.id}`;
    const page = (from: number): Playlist => ({
      title: 'List',
      url: '',
      trackCount: tracks.length,
      items: tracks
        .slice(from, from + PAGE)
        .map((track) => (isOfTracks ? track : { source: 'fake', kind: 'track', id: track.id })),
      ...(from + PAGE < tracks.length && { next: `${list}-${from + PAGE}` }),
    });
    for (let from = PAGE; from < tracks.length; from += PAGE) this.#pages[`${list}-${from}`] = page(from);
    for (const [place, { id }] of tracks.entries())
      if (isOfTracks && place >= PAGE) this.#listed.set(id, { list, place });
    const entryId = this.#reserve(first, 'end');
    const letIn = this.#letIn(tracks, isOfTracks);
    const leftOut = tracks.filter((track) => !letIn.includes(track)).map(({ id }) => id);
    const identified = { reference: { source: 'fake', kind: 'playlist', id: list } } as const;
    try {
      const added = this.#session.answer(entryId, { kind: 'playlist', playlist: page(0) }, identified, '');
      const told = added.kind === 'playlist' ? (added.leftOut ?? 0) : undefined;
      if (told !== leftOut.length) this.#defects.push(`${leftOut} of ${list} are left out, and ${told} are told`);
    } catch (error) {
      if (letIn.length > 0 || !(error instanceof RefusedError)) throw error;
      this.#session.notFound(entryId, error);
    }
    this.#queue.lose(leftOut);
  }

  /** What the rules let in of a list, in the simplest words. What is not known yet is looked at when it is. */
  #letIn(tracks: readonly Track[], isOfTracks: boolean): readonly Track[] {
    const { rules } = this.#session.snapshot;
    const known = tracks.filter(({ id }, place) => !isOfTracks || place >= PAGE || !isRefused(id, rules));
    return known.slice(0, Math.max(0, (rules.mostPerListener ?? 1_000) - this.#waitingOf(tracks)));
  }

  /** How many of a listener wait, without those that they ask for now. */
  #waitingOf(asked: readonly Track[]): number {
    const [first] = asked;
    const { waiting, model } = this.#queue;
    return waiting.filter(
      (one) =>
        !asked.some(({ id }) => id === one) &&
        Number(one) < TRACKS.length &&
        first !== undefined &&
        model.listenerOf(one) === listenerOf(first),
    ).length;
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
  #isLetIn(entryId: string, track: Track): boolean {
    const { rules, upcoming } = this.#session.snapshot;
    if (!upcoming.some((entry) => entry.id === entryId)) return true;
    return this.#waitingOf([track]) < (rules.mostPerListener ?? 1_000) && !isRefused(track.id, rules);
  }
}

/** Whatever waits already: its length, and its title. */
function isRefused(id: string, { longestTrackMs, blocked }: QueueRules): boolean {
  const durationMs = TRACKS[Number(id)]?.durationMs ?? 0;
  return durationMs > (longestTrackMs ?? 1_000_000) || blocked.some((word) => id.includes(word));
}

/** Whether it is what has not come yet of a list. */
function isFrom(content: EntryContent, list: string): content is RestOfPlaylist {
  return content.kind === 'rest-of-playlist' && content.reference.id === list;
}

/** Where in its list the page begins that comes next. */
function pageOf({ cursor }: RestOfPlaylist): number {
  return Number(cursor.split('-').at(-1));
}

const REFERENCE = { reference: { source: 'fake', kind: 'track', id: '' } } as const;
const GONE = new TrackUnavailableError('fake', 'Gone.');
