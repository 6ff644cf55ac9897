import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { VoiceError } from '../../src/errors/voice-errors.js';
import type { Playlist } from '../../src/model/resolution.js';
import { NO_RULES } from '../../src/playback/queue-rules.js';
import type { FakeVoiceConnection } from '../../src/testing/fake-voice.js';
import { phrase } from '../../src/texts/phrase.js';
import { aSession } from './a-session.js';
import { Ear } from './ear.js';
import { LabellingSource, RELATED, type Step, TRACKS } from './session-steps.js';
import { TownAudience } from './town-audience.js';
import { nameOf, TownQueue } from './town-queue.js';
import { TownRequests } from './town-requests.js';

/** The session beside a model of it: who is in line, who is over, what was heard. */
export class Town {
  readonly #pages: Record<string, Playlist> = {};
  readonly #audience = new TownAudience();
  readonly town = aSession(
    new LabellingSource({ tracks: [...TRACKS, ...RELATED], playlists: this.#pages }),
    undefined,
    undefined,
    { audience: this.#audience },
  );
  /** What was seen in an event, where an exception would be caught. */
  readonly #defects: string[] = [];
  readonly #queue = new TownQueue(this.town.session, this.#defects);
  readonly #requests = new TownRequests(this.town.session, this.#queue, this.#pages, this.#defects);
  readonly #gates: (() => void)[] = [];
  readonly #ear = new Ear(this.#defects);
  #plays = false;
  #goesBack = false;

  constructor() {
    this.town.session.onEvent((event) => {
      if (event.type !== 'ended' && event.type !== 'failed' && event.type !== 'removed') return;
      const id = nameOf(event.entry.content);
      const outcome = event.type === 'ended' ? event.outcome : event.type;
      if (event.type === 'failed') this.#requests.expectRightlyRefused(id, event.entry, event.error);
      this.#queue.adopt(event.entry);
      if (event.type === 'ended') this.#ear.endedNow = true;
      if (event.type === 'ended' && !this.#plays) this.#ear.forget();
      if (event.type === 'removed' && event.entry.content.kind === 'rest-of-playlist') return;
      if (!this.#queue.model.line.includes(id)) this.#defects.push(`${id} is over for the second time: ${outcome}`);
      if (event.type === 'ended' && this.#queue.model.line[0] !== id && !this.#goesBack)
        this.#defects.push(`${id} was not first`);
      if (outcome === 'finished' && !this.#isHeardWhole(id)) this.#defects.push(`${id} was not heard to its end`);
      this.#ear.isOver(id);
      if (this.#goesBack) return;
      this.#queue.over.set(id, outcome);
      if (event.type === 'ended') this.#queue.model.ended(id, outcome);
      else this.#queue.model.gone(id);
    });
  }

  async do(step: Step): Promise<void> {
    this.#act(step);
    if (typeof step === 'object' && 'advance' in step) await this.#advance(step.advance);
    await this.#settle();
    const { playing, upcoming } = this.town.session.snapshot;
    for (const entry of [...(playing ? [playing.entry] : []), ...upcoming]) this.#queue.adopt(entry);
    this.#requests.noteLeftOut();
    this.#queue.expectAsInTheModel();
    this.#audience.expectPausedRightly(this.town.session);
    expect(this.#defects).to.deep.equal([]);
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
    this.#requests.answerAll();
    this.#act('go on');
    this.#act('join');
    this.#act('resume');
    this.#act('loop off');
    this.#act('one comes');
    for (let round = 0; round < 400 && this.#queue.model.line.length > 0; round += 1) {
      await this.do({ play: 300 });
      if (round % 20 === 19) await this.do({ advance: 40_000 });
    }
    expect(session.snapshot).to.deep.include({ playing: null, upcoming: [] });
    this.#queue.expectAllOver(this.#requests.asked);
  }

  async leave(): Promise<void> {
    const { session, source, clock, cache, opening, resolving, events } = this.town;
    session.controls.leave();
    this.#requests.answerAll();
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
        return this.#requests.add();
      case 'add as next':
        return this.#requests.addAsNext();
      case 'ask':
        return this.#requests.ask();
      case 'add a list':
      case 'add a long list':
      case 'add a list of tracks':
      case 'add a long list of tracks':
        return this.#requests.addList(step);
      case 'answer':
        return this.#requests.answer();
      case 'refuse':
        return this.#requests.refuse();
      case 'skip':
        if (!this.#queue.isPlaying) this.#queue.passOver(1);
        return void session.controls.skip();
      case 'skip to third':
        // While the queue is looped, a part that is not loaded becomes two: the model does not know which of them a page is of.
        if (this.#queue.waiting.length < 3 || (this.#queue.model.loop === 'queue' && this.#requests.waitsForTracks))
          return;
        this.#queue.passOver(2);
        return void session.controls.skip({ position: 3 });
      case 'stop':
        this.#queue.dropRests();
        return session.controls.stop();
      case 'autoplay on':
      case 'autoplay off':
        return session.controls.setAutoplay(step === 'autoplay on');
      case 'all go':
        return this.#audience.allGo(session);
      case 'one comes':
        return this.#audience.oneComes(session);
      case 'pause':
        return this.#audience.pause(session);
      case 'resume':
        return this.#audience.resume(session);
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
        for (const open of this.#gates.splice(0)) open();
        return;
      case 'fail to open':
        for (let times = 0; times < 3; times += 1) source.openTroubles.push({ error: GONE });
        return;
      case 'open at the second try':
        return void source.openTroubles.push({ error: new SourceUnavailableError('fake', 'Busy.') });
      case 'stream dies':
        return void source.streams.findLast(({ destroyed }) => !destroyed)?.destroy(new Error('connection reset'));
      case 'previous':
        return this.#previous();
      default:
        return this.#queue.arrange(step);
    }
  }

  #previous(): void {
    if (this.#queue.model.history.length === 0) return;
    this.#goesBack = true;
    this.#queue.arrange('previous');
    this.#goesBack = false;
    this.#ear.forget();
  }

  #loseVoice(connection: FakeVoiceConnection | undefined, error: VoiceError): void {
    if (!connection || connection.state.status === 'destroyed') return;
    const { playing } = this.town.session.snapshot;
    if (playing) {
      const id = nameOf(playing.entry.content);
      this.#queue.model.putBack(id);
      this.#ear.resumesAt(id, playing.positionMs / 20);
    }
    connection.become({ status: 'destroyed', error });
  }

  #gate(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gates.push(resolve);
    return promise;
  }

  /** Frame by frame, so that each is held against the line as it was then. Plain comparisons: there are very many. */
  #play(frames: number): void {
    const output = this.town.connector.connections.at(-1)?.output;
    for (let left = frames; output && left > 0; left -= 1) {
      const [first] = this.#queue.model.line;
      const isSilent = this.town.session.snapshot.playing?.paused !== false;
      const heardBefore = output.heard.length;
      this.#ear.endedNow = false;
      this.#plays = true;
      const played = output.play(1);
      this.#plays = false;
      if (isSilent && played > 0) this.#defects.push('played although nothing should');
      for (const { frame } of output.heard.slice(heardBefore)) this.#ear.hear(frame, this.#queue.model.line[0], first);
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

  async #settle(): Promise<void> {
    for (let round = 0; round < 12; round += 1) await settle();
  }
}

const GONE = new TrackUnavailableError('fake', 'Gone.');
const LOST_FOR_NOW = new VoiceError('The voice server failed.', true);
const LOST = new VoiceError('Discord closed the connection.', false);
