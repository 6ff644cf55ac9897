import { Readable } from 'node:stream';
import { expect } from 'chai';
import { SourceUnavailableError } from '../../src/errors/source-errors.js';
import type { AudioStream } from '../../src/model/audio-stream.js';
import type { Track } from '../../src/model/track.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { numbered, playing } from './a-player.js';
import { aSession, someTracks } from './a-session.js';

describe('Player', () => {
  it('lets what the output holds sound on while a dead stream is opened again, and misses and repeats no frame', async () => {
    const { play, die, heard, events, session, source, clock } = await playing(20, 'long');
    await play(4);
    const opens = Promise.withResolvers<void>();
    source.openTroubles.push({ until: opens.promise });
    die();
    await play(4);
    expect(session.snapshot.playing, 'still out of what was held').to.include({ positionMs: 8_000, buffering: false });
    await play(4);
    expect(session.snapshot.playing, 'that is over').to.include({ buffering: true });
    opens.resolve();
    await clock.advance(0);
    await play(12);
    expect(heard()).to.deep.equal(numbered(1_000));
    expect(source.opened).to.have.length(2);
    expect(events.flatMap(({ type }) => (type === 'started' || type === 'ended' ? type : []))).to.deep.equal([
      'started',
      'ended',
    ]);
  });

  it('opens the next track again when its stream dies before its turn', async () => {
    const { play, die, heard, started, source } = await playing(8, 'one', 'two');
    await play(6);
    expect(source.streams, 'the next is being read').to.have.length(2);
    die();
    await play(12);
    expect(started()).to.deep.equal(['one', 'two']);
    expect(heard()).to.deep.equal([...numbered(400), ...numbered(400)]);
  });

  it('opens the next track urgently once there is nothing else to hear', async () => {
    const { play, opening, source, session } = await playing(8, 'one', 'two');
    source.openTroubles.push({ until: new Promise(() => {}) });
    const priorities = () =>
      opening.tasksOf('guild').flatMap((task) => (task.state.status === 'running' ? task.priority : []));
    await play(6);
    expect(priorities()).to.deep.equal(['high']);
    await play(3);
    expect(priorities()).to.deep.equal(['urgent']);
    session.controls.leave();
  });

  it('says why there is no sound while opening is tried again', async () => {
    const town = aSession(new FakeSource({ tracks: someTracks('flaky') }));
    town.source.openTroubles.push({ error: new SourceUnavailableError('fake', 'The archive is closed.') });
    town.session.join('lounge');
    town.add(...someTracks('flaky'));
    const told: unknown[] = [];
    town.session.onEvent(({ type }) => type === 'changed' && told.push(town.session.snapshot.playing?.trouble));
    await town.settle();
    expect(told).to.deep.equal(['The archive is closed.']);
    await town.clock.advance(2_000);
    town.output.play(1);
    expect(town.session.snapshot.playing).to.include({ trouble: null, buffering: false });
  });

  it('is patient with a stream that dies now and then, not with one that always dies', async () => {
    const { play, die, events, source } = await playing(1_000, 'long');
    for (let deaths = 0; deaths < 4; deaths += 1) {
      await play(70);
      die();
    }
    await play(10);
    expect(source.opened).to.have.length(5);
    for (let deaths = 0; deaths < 4; deaths += 1) {
      die();
      await play(7);
    }
    expect(source.opened).to.have.length(6);
    expect(events.at(-1)).to.include({ type: 'failed' });
  });

  it('takes a stream that dies after its last frame for one that has ended', async () => {
    const town = await asked(someTracks('one', 'two'), ({ readable }) => giving(thenDie(readable)));
    const { session, settle, started, events } = town;
    for (let round = 0; round < 12; round += 1) {
      await settle();
      town.output.play(10);
    }
    expect(events.filter(({ type }) => type === 'failed')).to.deep.equal([]);
    expect(started()).to.deep.equal(['one', 'two']);
    expect(town.output.heard).to.have.length(100);
    expect(session.snapshot.playing).to.equal(null);
  });

  it('opens a stream again that neither sends nor ends, and misses no frame', async () => {
    let silent = true;
    const town = await asked([LONG], ({ readable }) => (silent ? giving(thenHang(readable, 100)) : {}));
    const { source } = town;
    // The last frames have waited for others by then.
    await town.clock.advance(5);
    town.output.play(200);
    expect(town.session.snapshot.playing).to.include({ buffering: true });
    silent = false;
    await town.clock.advance(9_000);
    expect(source.opened, 'it may only be slow').to.have.length(1);
    await town.clock.advance(2_000);
    expect(source.opened).to.have.length(2);
    for (let round = 0; round < 100; round += 1) {
      await town.settle();
      town.output.play(10);
    }
    expect(town.output.heard.map(({ frame }) => frame[3])).to.deep.equal(numbered(1_000));
    expect(town.session.snapshot.playing).to.equal(null);
    town.session.controls.leave();
    expect(town.clock.pendingTimers).to.equal(0);
  });

  it('opens again after a pause that outlived the address, while what is held sounds', async () => {
    const town = await asked([aTrack({ durationMs: 60_000 })], forAnHour);
    const { source } = town;
    town.output.play(100);
    for (const hours of [0.5, 1]) {
      await town.settle();
      town.session.controls.pause();
      await town.clock.advance(hours * 3_600_000);
      town.session.controls.resume();
    }
    expect(town.output.play(50), 'of what is held').to.equal(50);
    for (let round = 0; round < 50; round += 1) {
      await town.settle();
      town.output.play(20);
    }
    expect(source.opened).to.have.length(2);
    expect(town.output.heard.map(({ frame }) => frame[3])).to.deep.equal(numbered(1_150));
    expect(source.openStreams).to.equal(1);
    town.session.controls.leave();
  });

  it('opens the next track again, too, after a pause that outlived its address', async () => {
    const tracks = someTracks('one', 'two').map((track) => ({ ...track, durationMs: 10_000 }));
    const town = await asked(tracks, forAnHour);
    const { source } = town;
    for (let second = 0; second < 6; second += 1) {
      town.output.play(50);
      await town.settle();
    }
    town.session.controls.pause();
    await town.clock.advance(2 * 3_600_000);
    town.session.controls.resume();
    for (let round = 0; round < 80; round += 1) {
      await town.settle();
      town.output.play(10);
    }
    expect(town.output.heard.map(({ frame }) => frame[3])).to.deep.equal([...numbered(500), ...numbered(500)]);
    expect(source.opened).to.have.length(3);
    expect(source.openStreams).to.equal(0);
  });

  it('does not take a stream for dead that was paused while it had nothing to give, and gives again', async () => {
    const { play, heard, settle, session, source, clock, output } = await playing(20, 'long');
    output.play(300);
    expect(session.snapshot.playing).to.include({ buffering: true });
    session.controls.pause();
    await settle();
    await clock.advance(3_600_000);
    session.controls.resume();
    await play(20);
    expect(heard()).to.deep.equal(numbered(1_000));
    expect(source.opened).to.have.length(1);
  });

  it('is patient with what gives a little in a pause, and not with what gives nothing any more', async () => {
    const more = Promise.withResolvers<void>();
    const town = await asked([LONG], ({ readable }) => giving(givesInParts(readable, more.promise)));
    const { source } = town;
    town.output.play(200);
    town.session.controls.pause();
    more.resolve();
    await town.settle();
    await town.clock.advance(10_000);
    expect(source.opened, 'it has given some').to.have.length(1);
    await town.clock.advance(10_000);
    expect(source.opened, 'it has given nothing since').to.have.length(2);
    town.session.controls.leave();
  });

  it('takes a track whose stream dies in its last moment for whole', async () => {
    const town = await asked([aTrack({ durationMs: 10_300 })], ({ readable }) => giving(thenDie(readable, 500)));
    const { source } = town;
    for (let round = 0; round < 60; round += 1) {
      await town.settle();
      town.output.play(10);
    }
    expect(town.output.heard.map(({ frame }) => frame[3])).to.deep.equal(numbered(500));
    expect(source.opened).to.have.length(1);
    expect(town.events.flatMap((event) => (event.type === 'ended' ? event.outcome : []))).to.deep.equal(['finished']);
  });
});

const LONG: Track = aTrack({ id: 'long', durationMs: 20_000 });

/** A session in a voice channel that is asked for tracks, each stream of which is changed when it is opened. */
async function asked(tracks: Track[], change: (stream: AudioStream, nowMs: number) => Partial<AudioStream>) {
  const source = new FakeSource({ tracks });
  const town = aSession(source);
  const open = source.open.bind(source);
  source.open = async (track, context) => {
    const stream = await open(track, context);
    return { ...stream, ...change(stream, town.clock.now()) };
  };
  town.session.join('lounge');
  town.add(...tracks);
  await town.settle();
  return town;
}

const forAnHour = (_: AudioStream, nowMs: number) => ({ expiresAtMs: nowMs + 3_600_000 });

const giving = (packets: AsyncIterable<unknown>) => ({ readable: Readable.from(packets, { objectMode: true }) });

/** A hundred, then fifty, then nothing more for ever. */
async function* givesInParts(readable: Readable, more: Promise<void>): AsyncGenerator<unknown> {
  let given = 0;
  for await (const chunk of readable) {
    if (given === 100) await more;
    if (given === 150) await new Promise(() => {});
    yield chunk;
    given += 1;
  }
}

/** So many, as far as there are any, then its end by an accident. */
async function* thenDie(readable: Readable, chunks = Number.POSITIVE_INFINITY): AsyncGenerator<unknown> {
  let given = 0;
  for await (const chunk of readable) {
    yield chunk;
    given += 1;
    if (given === chunks) break;
  }
  throw new Error('connection reset');
}

async function* thenHang(readable: Readable, chunks: number): AsyncGenerator<unknown> {
  let given = 0;
  for await (const chunk of readable) {
    yield chunk;
    given += 1;
    if (given === chunks) await new Promise(() => {});
  }
}
