import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { InvalidRequestError, RefusedError } from '../../src/errors/request-errors.js';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { VoiceError } from '../../src/errors/voice-errors.js';
import type { Track } from '../../src/model/track.js';
import type { Playlist } from '../../src/model/resolution.js';
import type { EntryContent, QueueEntry, QueuePlace } from '../../src/playback/queue-entry.js';
import { NO_RULES } from '../../src/playback/queue-rules.js';
import type { FakeVoiceConnection } from '../../src/testing/fake-voice.js';
import { phrase } from '../../src/texts/phrase.js';
import { aSession } from './a-session.js';
import { Ear } from './ear.js';
import { LineModel } from './line-model.js';
import { type COMMANDS, LabellingSource, listenerOf, RELATED, type Step, TRACKS } from './session-steps.js';

/** Long lists have two of their tracks on the first page, and so many in all. */
const LONG = 6;

/** The session beside a model of it: who is in line, who is over, what was heard. */
export class Town {
  readonly pages: Record<string, Playlist> = {};
  readonly town = aSession(
    new LabellingSource({ tracks: [...TRACKS, ...RELATED], playlists: this.pages }),
    undefined,
    undefined,
    {
      audience: { listenersIn: () => this.#present, onChange: () => () => {} },
    },
  );
  readonly model = new LineModel();
  readonly over = new Map<string, string>();
  readonly pending: { entryId: string; track: Track }[] = [];
  readonly gates: (() => void)[] = [];
  /** What was seen in an event, where an exception would be caught. */
  readonly defects: string[] = [];
  #asked = 0;
  readonly #ear = new Ear(this.defects);
  #plays = false;
  #goesBack = false;
  /** How many listen in the channel. */
  #present = 1;
  /** A listener has paused, and none has resumed since. */
  #pausedByHand = false;
  /** A listener lets it play on although nobody is there. */
  #overruled = false;
  /** What autoplay has put into the line: the ids of the entries, and which tracks they are. */
  readonly #suggested = new Map<string, string>();

  constructor() {
    this.town.session.onEvent((event) => {
      if (event.type !== 'ended' && event.type !== 'failed' && event.type !== 'removed') return;
      const id = nameOf(event.entry.content);
      const outcome = event.type === 'ended' ? event.outcome : event.type;
      this.#adopt(event.entry);
      if (event.type === 'ended') this.#ear.endedNow = true;
      if (event.type === 'ended' && !this.#plays) this.#ear.forget();
      if (event.type === 'removed' && event.entry.content.kind === 'rest-of-playlist') return;
      if (!this.model.line.includes(id)) this.defects.push(`${id} is over for the second time: ${outcome}`);
      if (event.type === 'ended' && this.model.line[0] !== id && !this.#goesBack)
        this.defects.push(`${id} was not first`);
      if (outcome === 'finished' && !this.#isHeardWhole(id)) this.defects.push(`${id} was not heard to its end`);
      this.#ear.isOver(id);
      if (this.#goesBack) return;
      this.over.set(id, outcome);
      if (event.type === 'ended') this.model.ended(id, outcome);
      else this.model.gone(id);
    });
  }

  async do(step: Step): Promise<void> {
    this.#act(step);
    if (typeof step === 'object' && 'advance' in step) await this.#advance(step.advance);
    await this.#settle();
    const { playing, upcoming } = this.town.session.snapshot;
    for (const entry of [...(playing ? [playing.entry] : []), ...upcoming]) this.#adopt(entry);
    this.#expectAsInTheModel();
    this.#expectPausedRightly();
    expect(this.defects).to.deep.equal([]);
  }

  /** Longer than any pause, it is back in its channel, unless there is nothing to come back for. */
  async #advance(ms: number): Promise<void> {
    const { session, clock } = this.town;
    const comesBack = session.snapshot.voice?.status === 'rejoining';
    await clock.advance(ms);
    if (comesBack && ms >= 30_000) expect(session.snapshot.voice).to.include({ status: 'ready' });
  }

  /** Troubles are over: everything that was asked for comes to its end. */
  async drain(): Promise<void> {
    const { source, session } = this.town;
    source.openTroubles.length = 0;
    source.resolveTroubles.length = 0;
    await this.do('autoplay off');
    this.#act({ rules: NO_RULES });
    while (this.pending.length > 0) this.#act('answer');
    this.#act('go on');
    this.#act('join');
    this.#act('resume');
    this.#act('loop off');
    this.#act('one comes');
    for (let round = 0; round < 400 && this.model.line.length > 0; round += 1) {
      await this.do({ play: 300 });
      if (round % 20 === 19) await this.do({ advance: 40_000 });
    }
    expect(session.snapshot).to.deep.include({ playing: null, upcoming: [] });
    this.#expectAllOver();
  }

  async leave(): Promise<void> {
    const { session, source, clock, cache, opening, resolving, events } = this.town;
    session.controls.leave();
    for (const { entryId, track } of this.pending) session.answer(entryId, { kind: 'track', track }, REFERENCE, '');
    await this.#settle();
    expect(events.at(-1)).to.deep.equal({ type: 'closed', reason: phrase('over.left') });
    expect(source.openStreams, 'streams').to.equal(0);
    await cache.close();
    expect(clock.pendingTimers, 'timers').to.equal(0);
    for (const lane of [opening, resolving]) {
      const { history: _, ...held } = lane.census();
      expect(Object.entries(held).filter(([, count]) => count !== 0)).to.deep.equal([]);
    }
  }

  #act(step: Step): void {
    const { session, source, connector } = this.town;
    if (typeof step === 'object') {
      if ('play' in step) this.#play(step.play);
      if ('seek' in step) this.#seek(step.seek);
      if ('crossfade' in step) session.controls.setSound({ crossfadeMs: step.crossfade });
      if ('rules' in step) session.controls.setRules(step.rules);
      if ('volume' in step) session.controls.setSound({ volumePercent: step.volume });
      return;
    }
    switch (step) {
      case 'add':
        return this.#ask(1, ([track]) => this.#answer(this.#reserve(track, 'end'), track));
      case 'add as next':
        return this.#ask(1, ([track]) => {
          this.model.gone(track.id);
          this.model.addNext(track.id, this.#isPlaying);
          this.#answer(this.#reserve(track, 'next'), track);
        });
      case 'ask':
        return this.#ask(1, ([track]) => this.pending.push({ entryId: this.#reserve(track, 'end'), track }));
      case 'add a list':
        // What the rules make of a list is not in the model.
        if (session.snapshot.rules !== NO_RULES) return;
        return this.#ask(2, (tracks) => this.#addList(tracks, tracks.length));
      case 'add a long list':
        if (session.snapshot.rules !== NO_RULES) return;
        return this.#ask(LONG, (tracks) => this.#addList(tracks, 2));
      case 'answer': {
        const waiting = this.pending.shift();
        return waiting && this.#answer(waiting.entryId, waiting.track);
      }
      case 'refuse':
        return session.notFound(this.pending.shift()?.entryId ?? '', GONE);
      case 'skip':
        if (!this.#isPlaying) this.#passOver(1);
        return void session.controls.skip();
      case 'skip to third':
        if (this.#waiting.length < 3) return;
        this.#passOver(2);
        return void session.controls.skip({ position: 3 });
      case 'stop':
        this.#dropRests();
        return session.controls.stop();
      case 'autoplay on':
      case 'autoplay off':
        return session.controls.setAutoplay(step === 'autoplay on');
      case 'all go':
      case 'one comes':
        this.#present = step === 'all go' ? 0 : this.#present + 1;
        if (this.#isCounted && this.#present > 0) this.#overruled = false;
        return session.audienceChanged();
      case 'pause':
        this.#pausedByHand = true;
        this.#overruled = false;
        return void session.controls.pause();
      case 'resume':
        this.#pausedByHand = false;
        this.#overruled = session.snapshot.alone;
        return void session.controls.resume();
      case 'join':
        return session.join('lounge');
      case 'lose voice':
        return this.#loseVoice(connector.connections.at(-1), LOST);
      case 'lose voice for now':
        return this.#loseVoice(connector.connections.at(-1), LOST_FOR_NOW);
      case 'open slowly':
        return void source.openTroubles.push({ until: this.#gate() });
      case 'look up slowly':
        return void source.resolveTroubles.push({ until: this.#gate() });
      case 'go on':
        for (const open of this.gates.splice(0)) open();
        return;
      case 'fail to open':
        for (let times = 0; times < 3; times += 1) source.openTroubles.push({ error: GONE });
        return;
      case 'open at the second try':
        return void source.openTroubles.push({ error: new SourceUnavailableError('fake', 'Busy.') });
      case 'stream dies':
        return void source.streams.findLast(({ destroyed }) => !destroyed)?.destroy(new Error('connection reset'));
      default:
        return this.#arrange(step);
    }
  }

  #arrange(step: (typeof COMMANDS)[number]): void {
    const { controls } = this.town.session;
    const { model } = this;
    switch (step) {
      case 'remove second':
        if (this.#waiting.length < 2) return;
        this.#lose(this.#waiting.slice(1, 2));
        return void controls.remove({ kind: 'positions', text: '2' });
      case 'remove some':
        if (this.#waiting.length < 5) return;
        this.#lose([...this.#waiting.slice(1, 3), ...this.#waiting.slice(4, 5)]);
        return void controls.remove({ kind: 'positions', text: '2-3, 5' });
      case 'move':
        if (this.#waiting.length < 3 || this.#hasRest) return;
        model.move(3, 1, this.#isPlaying);
        return void controls.move(3, 1);
      case 'shuffle': {
        if (this.#hasRest) return;
        const before = [...model.line].sort();
        controls.shuffle('random');
        model.adopt(this.#names());
        return void expect([...model.line].sort()).to.deep.equal(before);
      }
      case 'take turns':
        if (this.#hasRest) return;
        model.takeTurns(this.#isPlaying);
        return void controls.shuffle('fair');
      case 'clear':
        this.#dropRests();
        return void controls.clear();
      case 'previous': {
        const [last] = model.history;
        if (last === undefined) return;
        this.over.delete(last);
        model.previous(this.#isPlaying);
        this.#goesBack = true;
        controls.previous();
        this.#goesBack = false;
        this.#ear.forget();
        return;
      }
      case 'loop off':
      case 'loop track':
      case 'loop queue': {
        const loop = ({ 'loop off': 'off', 'loop track': 'track', 'loop queue': 'queue' } as const)[step];
        model.loop = loop;
        return controls.setLoop(loop);
      }
    }
  }

  #addList(tracks: readonly Track[], onFirstPage: number): void {
    const items = tracks.map(({ id }) => ({ source: 'fake', kind: 'track', id }) as const);
    const list = `list-${tracks[0]?.id}`;
    const facts = { title: 'List', url: '', trackCount: tracks.length };
    const next = (from: number) => (from < tracks.length ? { next: `${list}-${from}` } : {});
    for (let from = onFirstPage; from < tracks.length; from += 2) {
      this.pages[`${list}-${from}`] = { ...facts, items: items.slice(from, from + 2), ...next(from + 2) };
    }
    const playlist = { ...facts, items: items.slice(0, onFirstPage), ...next(onFirstPage) };
    const identified = { reference: { source: 'fake', kind: 'playlist', id: list } } as const;
    const [first] = tracks;
    if (first) this.town.session.answer(this.#reserve(first, 'end'), { kind: 'playlist', playlist }, identified, '');
  }

  #reserve({ id }: Track, place: QueuePlace): string {
    return this.town.session.reserve({ requestId: id, requestedBy: listenerOf({ id }), query: id, place });
  }

  #answer(entryId: string, track: Track): void {
    const { session } = this.town;
    const isLetIn = this.#isLetIn(entryId, track);
    try {
      session.answer(entryId, { kind: 'track', track }, REFERENCE, '');
      if (!isLetIn) this.defects.push(`${track.id} was let in`);
    } catch (error) {
      if (isLetIn || !(error instanceof RefusedError)) throw error;
      session.notFound(entryId, error);
    }
  }

  /** By the rules, in the simplest words. Who has withdrawn a request is refused nothing. */
  #isLetIn(entryId: string, { id, title, durationMs }: Track): boolean {
    const { rules, upcoming } = this.town.session.snapshot;
    if (!upcoming.some((entry) => entry.id === entryId)) return true;
    const own = this.#waiting.filter(
      (one) => one !== id && Number(one) < TRACKS.length && this.model.listenerOf(one) === listenerOf({ id }),
    );
    return (
      own.length < (rules.mostPerListener ?? 1_000) &&
      (durationMs ?? 0) <= (rules.longestTrackMs ?? 1_000_000) &&
      !rules.blocked.some((word) => title.includes(word))
    );
  }

  /** No event tells of what goes from within a part that is not loaded. */
  #lose(ids: readonly string[]): void {
    const known = this.#names();
    for (const id of ids) {
      if (known.includes(id)) continue;
      this.over.set(id, 'removed');
      this.model.gone(id);
    }
  }

  #dropRests(): void {
    this.#lose(this.#waiting);
  }

  #passOver(count: number): void {
    const passed = this.#waiting.slice(0, count);
    if (this.model.loop === 'queue') this.model.pass(count, this.#isPlaying);
    else this.#lose(passed);
  }

  #loseVoice(connection: FakeVoiceConnection | undefined, error: VoiceError): void {
    if (!connection || connection.state.status === 'destroyed') return;
    const { playing } = this.town.session.snapshot;
    if (playing) {
      const id = nameOf(playing.entry.content);
      this.model.putBack(id);
      this.#ear.resumesAt(id, playing.positionMs / 20);
    }
    connection.become({ status: 'destroyed', error });
  }

  #gate(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gates.push(resolve);
    return promise;
  }

  #ask(count: number, ask: (tracks: readonly [Track, ...Track[]]) => unknown): void {
    const [first, ...others] = TRACKS.slice(this.#asked, this.#asked + count);
    if (!first || others.length + 1 < count) return;
    this.#asked += count;
    for (const { id } of [first, ...others]) this.model.add(id, listenerOf(first));
    ask([first, ...others]);
  }

  /** Frame by frame, so that each is held against the line as it was then. Plain comparisons: there are very many. */
  #play(frames: number): void {
    const output = this.town.connector.connections.at(-1)?.output;
    for (let left = frames; output && left > 0; left -= 1) {
      const [first] = this.model.line;
      const isSilent = this.town.session.snapshot.playing?.paused !== false;
      const heardBefore = output.heard.length;
      this.#ear.endedNow = false;
      this.#plays = true;
      const played = output.play(1);
      this.#plays = false;
      if (isSilent && played > 0) this.defects.push('played although nothing should');
      for (const { frame } of output.heard.slice(heardBefore)) this.#ear.hear(frame, this.model.line[0], first);
      if (played === 0 && this.#ear.endedNow) this.#ear.forget();
      if (played === 0) return;
    }
  }

  #seek(positionMs: number): void {
    const { controls, snapshot } = this.town.session;
    const track = snapshot.playing?.entry.content.track;
    if (!track) return;
    if (positionMs >= (track.durationMs ?? 0)) {
      expect(() => controls.seek(positionMs)).to.throw(InvalidRequestError);
      return;
    }
    controls.seek(positionMs);
    this.#ear.seeks(track.id, positionMs / 20);
  }

  #isHeardWhole(id: string): boolean {
    const output = this.town.connector.connections.at(-1)?.output;
    return output !== undefined && this.#ear.hasHeardWhole(id, output);
  }

  /** What autoplay has found is in line from now on; it comes only when nothing else waits, and never once more. */
  #adopt({ id: entryId, suggested, content, requestedBy }: QueueEntry): void {
    if (!suggested || this.#suggested.has(entryId)) return;
    const id = nameOf(content);
    this.#suggested.set(entryId, id);
    this.over.delete(id);
    if (this.#waiting.length > 0) this.defects.push(`${id} came although ${this.#waiting.join()} waits`);
    if (this.model.history.includes(id)) this.defects.push(`${id} came once more`);
    this.model.add(id, requestedBy);
  }

  /** Where voice is, it is known who is there. */
  get #isCounted(): boolean {
    return this.town.session.snapshot.voice?.status === 'ready';
  }

  /** Alone it pauses, unless it is told to play on; among listeners, only when one of them has paused it. */
  #expectPausedRightly(): void {
    const { playing, alone } = this.town.session.snapshot;
    if (!playing) return;
    if (alone && !this.#overruled) expect(playing.paused, 'alone').to.equal(true);
    if (!alone && !this.#pausedByHand) expect(playing.paused, 'among listeners').to.equal(false);
  }

  get #isPlaying(): boolean {
    return this.town.session.snapshot.playing !== null;
  }

  get #waiting(): readonly string[] {
    return this.model.line.slice(this.#isPlaying ? 1 : 0);
  }

  get #hasRest(): boolean {
    return this.#names().includes(NOT_LOADED);
  }

  /** What plays and what waits; a part that is not loaded gives as many nameless ones as it has tracks. */
  #names(): readonly string[] {
    const { playing, upcoming } = this.town.session.snapshot;
    return [...(playing ? [playing.entry] : []), ...upcoming].flatMap(({ content }) =>
      content.kind === 'rest-of-playlist' ? Array(content.trackCount ?? 0).fill(NOT_LOADED) : nameOf(content),
    );
  }

  /** None lost, none twice, all in order. */
  #expectAsInTheModel(): void {
    const names = this.#names();
    const expected = this.model.line.map((id, index) => (names[index] === NOT_LOADED ? NOT_LOADED : id));
    expect(names).to.deep.equal(expected);
  }

  #expectAllOver(): void {
    const asked = TRACKS.slice(0, this.#asked).map(({ id }) => id);
    expect([...this.over.keys()]).to.have.members([...asked, ...new Set(this.#suggested.values())]);
  }

  async #settle(): Promise<void> {
    for (let round = 0; round < 12; round += 1) await settle();
  }
}

const NOT_LOADED = 'not loaded';
const REFERENCE = { reference: { source: 'fake', kind: 'track', id: '' } } as const;
const GONE = new TrackUnavailableError('fake', 'Gone.');
const LOST_FOR_NOW = new VoiceError('The voice server failed.', true);
const LOST = new VoiceError('Discord closed the connection.', false);

function nameOf(content: EntryContent): string {
  switch (content.kind) {
    case 'track':
      return content.track.id;
    case 'pending':
      return content.query;
    case 'reference':
    case 'rest-of-playlist':
      return content.reference.id;
  }
}
