import { Readable } from 'node:stream';
import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { VoiceError } from '../../src/errors/voice-errors.js';
import type { AudioStream } from '../../src/model/audio-stream.js';
import type { Track } from '../../src/model/track.js';
import type { EntryContent } from '../../src/playback/queue-entry.js';
import type { OpenContext } from '../../src/sources/audio-source.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession } from './a-session.js';

/** Short ones, and every other one longer than the look-ahead and than what an output holds. */
const TRACKS = Array.from({ length: 40 }, (_, number) =>
  aTrack({ id: `${number}`, title: `${number}`, durationMs: number % 2 === 0 ? 24_000 : 600 }),
);
/** A lost connection goes on at the position told last: so many frames may sound twice. */
const REPEATED = 50;
/** A stream that dies so near its end counts as whole. */
const UNHEARD = 25;

/** Writes into each packet which track it is of, and which frame. */
class LabellingSource extends FakeSource {
  override async open(track: Track, context: OpenContext): Promise<AudioStream> {
    const stream = await super.open(track, context);
    const label = (_: unknown, index: number) => {
      const frame = stream.positionMs / 20 + index;
      return Uint8Array.of(0xfc, 0xff, 0xfe, Number(track.id), frame % 256, Math.floor(frame / 256));
    };
    return { ...stream, readable: Readable.from(labelled(stream.readable, label), { objectMode: true }) };
  }
}

async function* labelled(readable: Readable, label: (chunk: unknown, index: number) => Uint8Array) {
  let index = 0;
  for await (const chunk of readable) {
    yield label(chunk, index);
    index += 1;
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('add', 'add', 'ask', 'add a list', 'add as next' as const) },
  { weight: 2, arbitrary: fc.constantFrom('answer', 'answer', 'refuse' as const) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('skip', 'skip', 'skip', 'pause', 'pause', 'resume', 'resume', 'stop' as const),
  },
  { weight: 2, arbitrary: fc.constantFrom('join', 'join', 'lose voice' as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'open slowly',
      'go on',
      'fail to open',
      'open at the second try',
      'look up slowly' as const,
    ),
  },
  { weight: 3, arbitrary: fc.constant('stream dies' as const) },
  { weight: 8, arbitrary: fc.record({ play: fc.constantFrom(1, 10, 60, 300) }) },
  { weight: 1, arbitrary: fc.record({ advance: fc.constantFrom(100, 2_000, 40_000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The session beside a model of it: who was asked for, who is over, what was heard. */
class Town {
  readonly town = aSession(new LabellingSource({ tracks: TRACKS }));
  readonly asked: string[] = [];
  readonly over = new Map<string, string>();
  readonly pending: { entryId: string; track: Track }[] = [];
  readonly gates: (() => void)[] = [];
  /** What was seen in an event, where an exception would be caught. */
  readonly defects: string[] = [];
  #lastHeard = { track: -1, frame: -1 };
  #lost = false;

  constructor() {
    this.town.session.onEvent((event) => {
      if (event.type !== 'ended' && event.type !== 'failed' && event.type !== 'removed') return;
      const id = nameOf(event.entry.content);
      const outcome = event.type === 'ended' ? event.outcome : event.type;
      if (this.over.has(id)) this.defects.push(`${id} is over for the second time: ${outcome}`);
      if (outcome === 'finished' && !this.#isHeardWhole(id)) this.defects.push(`${id} was not heard to its end`);
      this.over.set(id, outcome);
    });
  }

  async do(step: Step): Promise<void> {
    this.#act(step);
    if (typeof step === 'object' && 'advance' in step) await this.town.clock.advance(step.advance);
    await this.#settle();
    this.#expectNoneLost();
    expect(this.defects).to.deep.equal([]);
  }

  /** Troubles are over: everything that was asked for comes to its end. */
  async drain(): Promise<void> {
    const { source, session } = this.town;
    source.openTroubles.length = 0;
    source.resolveTroubles.length = 0;
    while (this.pending.length > 0) this.#act('answer');
    this.#act('go on');
    this.#act('join');
    this.#act('resume');
    for (let round = 0; round < 400 && this.over.size < this.asked.length; round += 1) {
      await this.do({ play: 300 });
      if (round % 20 === 19) await this.do({ advance: 40_000 });
    }
    expect(session.snapshot).to.deep.include({ playing: null, upcoming: [] });
    expect([...this.over.keys()]).to.have.members(this.asked);
  }

  async leave(): Promise<void> {
    const { session, source, clock, cache, opening, resolving, events } = this.town;
    session.controls.leave();
    for (const { entryId, track } of this.pending) session.answer(entryId, { kind: 'track', track }, REFERENCE, '');
    await this.#settle();
    expect(events.at(-1)).to.deep.equal({ type: 'closed', reason: 'I left the voice channel.' });
    expect([...this.over.keys()]).to.have.members(this.asked);
    expect(source.openStreams, 'streams').to.equal(0);
    await cache.close();
    expect(clock.pendingTimers, 'timers').to.equal(0);
    for (const lane of [opening, resolving]) {
      const { history: _, ...held } = lane.census();
      expect(Object.entries(held).filter(([, count]) => count !== 0)).to.deep.equal([]);
    }
  }

  #act(step: Step): void {
    const { session, source, connector, add } = this.town;
    if (typeof step === 'object') return 'play' in step ? this.#play(step.play) : undefined;
    switch (step) {
      case 'add':
        return this.#ask(([track]) => add(track));
      case 'add as next': {
        const [head] = session.snapshot.upcoming;
        // One that was interrupted by the loss of the connection has begun already.
        if (head && nameOf(head.content) === `${this.#lastHeard.track}`) return;
        return this.#ask(([track]) => {
          this.asked.pop();
          this.asked.splice(head ? this.asked.indexOf(nameOf(head.content)) : this.asked.length, 0, track.id);
          const entryId = session.reserve({ requestId: track.id, requestedBy: 'ada', query: track.id, place: 'next' });
          session.answer(entryId, { kind: 'track', track }, REFERENCE, '');
        });
      }
      case 'ask':
        return this.#ask(([track]) => this.pending.push({ entryId: this.town.reserve(track.id), track }));
      case 'add a list':
        return this.#ask(([track, second]) => {
          this.asked.push(second.id);
          const items = [track, second].map(({ id }) => ({ source: 'fake', kind: 'track', id }) as const);
          const playlist = { title: 'List', url: '', trackCount: 2, items };
          session.answer(this.town.reserve(track.id), { kind: 'playlist', playlist }, REFERENCE, '');
        });
      case 'answer': {
        const waiting = this.pending.shift();
        if (waiting) session.answer(waiting.entryId, { kind: 'track', track: waiting.track }, REFERENCE, '');
        return;
      }
      case 'refuse':
        return session.notFound(this.pending.shift()?.entryId ?? '', GONE);
      case 'skip':
        return void session.controls.skip();
      case 'stop':
        return session.controls.stop();
      case 'pause':
        return void session.controls.pause();
      case 'resume':
        return void session.controls.resume();
      case 'join':
        return session.join('lounge');
      case 'lose voice': {
        this.#lost = true;
        const connection = connector.connections.at(-1);
        if (connection?.state.status !== 'destroyed') connection?.become({ status: 'destroyed', error: LOST });
        return;
      }
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
    }
  }

  #gate(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gates.push(resolve);
    return promise;
  }

  #ask(ask: (tracks: readonly [Track, Track]) => unknown): void {
    const [track, second] = TRACKS.slice(this.asked.length);
    if (!track || !second) return;
    this.asked.push(track.id);
    ask([track, second]);
  }

  #play(frames: number): void {
    const output = this.town.connector.connections.at(-1)?.output;
    if (!output) return;
    const { playing } = this.town.session.snapshot;
    const overBefore = new Set(this.over.keys());
    const heardBefore = output.heard.length;
    const played = output.play(frames);
    if (playing?.paused !== false) expect(played, 'played although nothing should').to.equal(0);
    for (const { frame } of output.heard.slice(heardBefore)) this.#hear(frame, overBefore);
  }

  /** One track at a time, in the order of request, each frame once and none left out. */
  #hear([, , , track = 0, low = 0, high = 0]: Uint8Array, overBefore: ReadonlySet<string>): void {
    const frame = low + 256 * high;
    const last = this.#lastHeard;
    expect(overBefore.has(`${track}`), `${track} sounds although it is over`).to.equal(false);
    if (track !== last.track) {
      expect(this.#placeOf(track), 'in the order of request').to.be.greaterThan(this.#placeOf(last.track));
      expect(frame).to.equal(0);
    } else if (this.#lost) expect(frame).to.be.within(last.frame + 1 - REPEATED, last.frame + 1);
    else expect(frame).to.equal(last.frame + 1);
    this.#lost = false;
    this.#lastHeard = { track, frame };
  }

  #placeOf(track: number): number {
    return this.asked.indexOf(`${track}`);
  }

  /** By what left last, also if that was a moment ago and is not written down yet. */
  #isHeardWhole(id: string): boolean {
    const [, , , track = 0, low = 0, high = 0] =
      this.town.connector.connections.at(-1)?.output.heard.at(-1)?.frame ?? [];
    const frames = (TRACKS[track]?.durationMs ?? 0) / 20;
    return `${track}` === id && low + 256 * high + 1 >= frames - UNHEARD;
  }

  /** What was asked for waits in order, plays, or has ended. */
  #expectNoneLost(): void {
    const { playing, upcoming } = this.town.session.snapshot;
    const left = [...(playing ? [playing.entry] : []), ...upcoming].map(({ content }) => nameOf(content));
    expect(left).to.deep.equal(this.asked.filter((id) => !this.over.has(id)));
  }

  async #settle(): Promise<void> {
    for (let round = 0; round < 6; round += 1) await settle();
  }
}

const REFERENCE = { reference: { source: 'fake', kind: 'track', id: '' } } as const;
const GONE = new TrackUnavailableError('fake', 'Gone.');
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

describe('Session, whatever happens in whatever order', () => {
  it('plays one track at a time, in order of request, loses none, plays none twice, and keeps nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
        fc.boolean(),
        async (steps, drains) => {
          const town = new Town();
          town.town.session.join('lounge');
          for (const one of steps) await town.do(one);
          if (drains) await town.drain();
          await town.leave();
        },
      ),
      { numRuns: 40 },
    );
  });
});
