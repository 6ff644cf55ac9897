import { Readable } from 'node:stream';
import { expect } from 'chai';
import { SourceUnavailableError } from '../../src/errors/source-errors.js';
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
    const source = new FakeSource({ tracks: someTracks('one', 'two') });
    const open = source.open.bind(source);
    source.open = async (track, context) => {
      const stream = await open(track, context);
      return { ...stream, readable: Readable.from(thenDie(stream.readable), { objectMode: true }) };
    };
    const town = aSession(source);
    const { add, session, settle, started, events } = town;
    session.join('lounge');
    add(...someTracks('one', 'two'));
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
    const source = new FakeSource({ tracks: [{ ...someTracks('stuck')[0], durationMs: 20_000 } as Track] });
    const open = source.open.bind(source);
    let silent = true;
    source.open = async (track, context) => {
      const stream = await open(track, context);
      return silent
        ? { ...stream, readable: Readable.from(thenHang(stream.readable, 100), { objectMode: true }) }
        : stream;
    };
    const town = aSession(source);
    town.session.join('lounge');
    town.add({ ...someTracks('stuck')[0], durationMs: 20_000 } as Track);
    await town.settle();
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
    const source = new FakeSource({ tracks: someTracks('long').map((track) => ({ ...track, durationMs: 60_000 })) });
    const open = source.open.bind(source);
    const town = aSession(source);
    source.open = async (track, context) => ({
      ...(await open(track, context)),
      expiresAtMs: town.clock.now() + 3_600_000,
    });
    town.session.join('lounge');
    town.add(...someTracks('long').map((track) => ({ ...track, durationMs: 60_000 })));
    await town.settle();
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
    const source = new FakeSource({ tracks });
    const open = source.open.bind(source);
    const town = aSession(source);
    source.open = async (track, context) => ({
      ...(await open(track, context)),
      expiresAtMs: town.clock.now() + 3_600_000,
    });
    town.session.join('lounge');
    town.add(...tracks);
    await town.settle();
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
    const source = new FakeSource({ tracks: [LONG] });
    const open = source.open.bind(source);
    source.open = async (track, context) => {
      const stream = await open(track, context);
      return { ...stream, readable: Readable.from(givesInParts(stream.readable, more.promise), { objectMode: true }) };
    };
    const town = aSession(source);
    town.session.join('lounge');
    town.add(LONG);
    await town.settle();
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
    const [track] = someTracks('long').map((one): Track => ({ ...one, durationMs: 10_300 }));
    if (!track) throw new Error('There is no track.');
    const source = new FakeSource({ tracks: [{ ...track, durationMs: 10_000 }] });
    const open = source.open.bind(source);
    source.open = async (_, context) => {
      const stream = await open({ ...track, durationMs: 10_000 }, context);
      return { ...stream, readable: Readable.from(thenDie(stream.readable), { objectMode: true }) };
    };
    const town = aSession(source);
    town.session.join('lounge');
    town.add(track);
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

async function* thenDie(readable: Readable): AsyncGenerator<unknown> {
  yield* readable;
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
