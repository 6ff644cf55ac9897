import { Readable } from 'node:stream';
import { expect } from 'chai';
import { PLAIN_SOUND } from '../../src/audio/sound.js';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { Track } from '../../src/model/track.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import type { FakeAudioOutput } from '../../src/testing/fake-voice.js';
import { aSession, someTracks } from './a-session.js';

/** A session that plays tracks of so many seconds, and what a listener has heard of them. */
async function playing(seconds: number, ...ids: string[]) {
  const tracks = someTracks(...ids).map((track): Track => ({ ...track, durationMs: seconds * 1_000 }));
  const town = aSession(new FakeSource({ tracks }));
  town.session.join('lounge');
  town.add(...tracks);
  await town.settle();
  const { output, source } = town;
  return {
    ...town,
    output,
    /** Lets so many seconds sound, as far as there is sound. */
    async play(howMany: number) {
      for (let round = 0; round < howMany * 5; round += 1) {
        output.play(10);
        await town.settle();
      }
    },
    /** Volume that each frame was made with; 100 of one that is untouched. */
    volumes: () => output.heard.map(({ frame }) => frame[4] ?? 100),
    /** Lets what is under way happen without anything being heard. */
    async ready() {
      for (let round = 0; round < 5; round += 1) await town.settle();
    },
    /** The newest stream dies. */
    die: () => source.streams.at(-1)?.destroy(new Error('connection reset')),
    /** Number of each frame that was heard, modulo 256, as the source numbers them. */
    heard: () => output.heard.map(({ frame }) => frame[3]),
  };
}

const numbered = (frames: number) => Array.from({ length: frames }, (_, index) => index % 256);

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

  describe('asked for another place', () => {
    it('plays on until that is open, and then from there on, told as the same play', async () => {
      const { play, ready, heard, events, session, source } = await playing(40, 'long');
      await play(2);
      const opens = Promise.withResolvers<void>();
      source.openTroubles.push({ until: opens.promise });
      expect(session.controls.seek(30_000)?.content.track.id).to.equal('long');
      expect(session.snapshot.playing, 'told at once').to.include({ positionMs: 30_000, buffering: false });
      await play(1);
      expect(session.snapshot.playing).to.include({ positionMs: 30_000 });
      opens.resolve();
      await ready();
      await play(1);
      expect(heard()).to.deep.equal([...numbered(150), ...numbered(2_000).slice(1_500, 1_550)]);
      expect(session.snapshot.playing).to.include({ positionMs: 31_000, buffering: false });
      await play(10);
      expect(events.flatMap(({ type }) => (type === 'started' || type === 'ended' ? type : []))).to.deep.equal([
        'started',
        'ended',
      ]);
      expect(source.openStreams).to.equal(0);
    });

    it('begins anew', async () => {
      const { play, ready, heard, session } = await playing(20, 'long');
      await play(2);
      session.controls.replay();
      await ready();
      await play(1);
      expect(heard()).to.deep.equal([...numbered(100), ...numbered(50)]);
    });

    it('stays paused', async () => {
      const { play, ready, heard, output, session } = await playing(20, 'long');
      await play(1);
      session.controls.pause();
      session.controls.seek(10_000);
      await ready();
      expect(session.snapshot.playing).to.include({ positionMs: 10_000, paused: true });
      expect(output.play(50)).to.equal(0);
      session.controls.resume();
      await play(1);
      expect(heard().slice(50)).to.deep.equal(numbered(1_000).slice(500, 550));
    });

    it('goes to the last of several places, and closes all that was opened for the others', async () => {
      const { play, ready, heard, session, source } = await playing(60, 'long');
      await play(1);
      const opens = Promise.withResolvers<void>();
      source.openTroubles.push({ until: opens.promise }, { until: opens.promise });
      for (const positionMs of [20_000, 30_000, 40_000, 50_000]) session.controls.seek(positionMs);
      await ready();
      opens.resolve();
      await ready();
      await play(1);
      expect(heard().slice(50)).to.deep.equal(numbered(3_000).slice(2_500, 2_550));
      expect(source.openStreams, 'the one that plays').to.equal(1);
      session.controls.stop();
      await ready();
      expect(source.openStreams).to.equal(0);
    });

    it('is refused in words beyond the end and in a live stream, and changes nothing', async () => {
      const { play, ready, heard, session, add, source } = await playing(20, 'long');
      await play(1);
      for (const positionMs of [20_000, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => session.controls.seek(positionMs)).to.throw(InvalidRequestError, '“long” is 0:20 long');
      }
      session.controls.stop();
      expect(session.controls.seek(0), 'nothing plays').to.equal(undefined);
      const live: Track = { ...aTrack({ source: 'fake', id: 'long', title: 'Radio' }), durationMs: null };
      add(live);
      await ready();
      await play(1);
      expect(() => session.controls.seek(5_000)).to.throw(InvalidRequestError, '“Radio” is live');
      expect(() => session.controls.replay()).to.throw(InvalidRequestError, '“Radio” is live');
      await play(1);
      expect(heard().slice(50)).to.deep.equal(numbered(100));
      expect(source.opened).to.have.length(2);
    });

    it('plays on where it was when that place cannot be opened, and says so', async () => {
      const { play, ready, heard, events, session, source } = await playing(20, 'long');
      await play(1);
      source.openTroubles.push({ error: new TrackUnavailableError('fake', 'Gone.') });
      session.controls.seek(10_000);
      await ready();
      await play(1);
      expect(heard()).to.deep.equal(numbered(100));
      expect(events.find(({ type }) => type === 'kept')).to.have.nested.property('error.message', 'Gone.');
      expect(session.snapshot.playing).to.include({ positionMs: 2_000 });
    });

    it('waits for that place although the track has come to its end meanwhile, and for the next one after it', async () => {
      const { play, ready, heard, started, session, source } = await playing(8, 'one', 'two');
      await play(6);
      const opens = Promise.withResolvers<void>();
      source.openTroubles.push({ until: opens.promise });
      session.controls.seek(7_000);
      await play(4);
      expect(started()).to.deep.equal(['one']);
      expect(session.snapshot.playing).to.include({ buffering: true });
      opens.resolve();
      await ready();
      await play(10);
      expect(started()).to.deep.equal(['one', 'two']);
      expect(heard()).to.deep.equal([...numbered(400), ...numbered(400).slice(350), ...numbered(400)]);
    });

    it('is remembered while the track is still being opened', async () => {
      const town = aSession(new FakeSource({ tracks: someTracks('slow') }));
      const opens = Promise.withResolvers<void>();
      town.source.openTroubles.push({ until: opens.promise });
      town.session.join('lounge');
      town.add(...someTracks('slow'));
      await town.settle();
      town.session.controls.seek(500);
      opens.resolve();
      await town.settle();
      await town.settle();
      town.output.play(100);
      expect(town.output.heard.map(({ frame }) => frame[3])).to.deep.equal(numbered(50).slice(25));
    });
  });

  describe('asked to sound other', () => {
    it('lets the old sound go on until the new one is ready, and changes over without missing or repeating a frame', async () => {
      const { play, ready, heard, volumes, session, source, transcoder, events } = await playing(40, 'long');
      await play(2);
      const opens = Promise.withResolvers<void>();
      source.openTroubles.push({ until: opens.promise });
      expect(session.controls.setSound({ volumePercent: 50 })).to.include({ volumePercent: 50 });
      await play(2);
      expect(session.snapshot.sound.volumePercent).to.equal(50);
      opens.resolve();
      await ready();
      await play(2);
      expect(heard()).to.deep.equal(numbered(300));
      expect(volumes()).to.deep.equal([...Array(200).fill(100), ...Array(100).fill(50)]);
      expect(source.openStreams, 'the old one is closed').to.equal(1);
      session.controls.setSound({ volumePercent: 100 });
      await ready();
      await play(2);
      expect(heard()).to.deep.equal(numbered(400));
      expect(volumes().slice(300)).to.deep.equal(Array(100).fill(100));
      expect(transcoder.running, 'untouched again').to.equal(0);
      await play(40);
      expect(events.filter(({ type }) => type === 'started' || type === 'ended')).to.have.length(2);
      expect(source.openStreams).to.equal(0);
    });

    it('sounds as last asked for, and closes all that was opened for the rest', async () => {
      const { play, ready, heard, volumes, session, source, transcoder } = await playing(40, 'long');
      await play(1);
      for (const volumePercent of [10, 20, 30]) {
        session.controls.setSound({ volumePercent });
        await ready();
      }
      session.controls.setSound({ volumePercent: 60 });
      session.controls.setSound({ volumePercent: 40 });
      await ready();
      await play(2);
      expect(heard()).to.deep.equal(numbered(150));
      expect(volumes().slice(50)).to.deep.equal(Array(100).fill(40));
      expect([source.openStreams, transcoder.running]).to.deep.equal([1, 1]);
    });

    it('opens nothing when it would sound the same', async () => {
      const { play, ready, session, source } = await playing(40, 'long');
      await play(1);
      session.controls.setSound({ crossfadeMs: 3_000 });
      session.controls.setSound({ volumePercent: 50 });
      session.controls.setSound({ volumePercent: 100 });
      await ready();
      expect(source.openStreams).to.equal(1);
      await play(1);
      expect(source.opened.length).to.be.at.most(2);
    });

    it('opens the next track again with that sound, and every later one', async () => {
      const { play, ready, heard, volumes, session } = await playing(8, 'one', 'two', 'three');
      await play(6);
      session.controls.setSound({ volumePercent: 50 });
      await ready();
      await play(26);
      expect(heard()).to.deep.equal([...numbered(400), ...numbered(400), ...numbered(400)]);
      expect(volumes()).to.deep.equal([...Array(300).fill(100), ...Array(900).fill(50)]);
    });

    it('keeps the place when asked for both at once', async () => {
      const { play, ready, heard, volumes, session } = await playing(40, 'long');
      await play(1);
      session.controls.seek(20_000);
      session.controls.setSound({ volumePercent: 50 });
      await ready();
      await play(1);
      expect(heard().slice(50)).to.deep.equal(numbered(1_050).slice(1_000));
      expect(volumes().slice(50)).to.deep.equal(Array(50).fill(50));
    });

    it('goes on from a stream that dies meanwhile, and sounds on as it was when the new one cannot be opened', async () => {
      const { play, ready, heard, volumes, session, source, events } = await playing(60, 'long');
      await play(1);
      const opens = Promise.withResolvers<void>();
      source.openTroubles.push({ until: opens.promise });
      session.controls.setSound({ volumePercent: 50 });
      await ready();
      source.streams[0]?.destroy(new Error('connection reset'));
      await play(8);
      expect(session.snapshot.playing).to.include({ buffering: true });
      opens.resolve();
      await ready();
      await play(2);
      source.openTroubles.push({ error: new TrackUnavailableError('fake', 'Gone.') });
      session.controls.setSound({ volumePercent: 70 });
      await ready();
      await play(2);
      expect(events.filter(({ type }) => type === 'kept')).to.have.length(1);
      expect(heard()).to.deep.equal(numbered(heard().length));
      expect(volumes().at(-1)).to.equal(50);
      expect(source.openStreams).to.equal(1);
    });

    it('switches a live stream at once, since two openings of it have no place in common', async () => {
      const town = aSession(new FakeSource({ tracks: [aTrack({ source: 'fake', id: 'radio', durationMs: null })] }));
      town.session.join('lounge');
      town.add(aTrack({ source: 'fake', id: 'radio', durationMs: null }));
      await town.settle();
      town.output.play(50);
      await town.settle();
      town.session.controls.setSound({ volumePercent: 50 });
      for (let round = 0; round < 5; round += 1) await town.settle();
      town.output.play(50);
      expect(town.output.heard.slice(50).map(({ frame }) => frame[4])).to.deep.equal(Array(50).fill(50));
      town.session.controls.leave();
    });

    it('is refused in words without ffmpeg, but for what needs none', () => {
      const { session } = aSession(undefined, undefined, undefined, { canChangeSound: false });
      expect(() => session.controls.setSound({ filters: ['soft'] })).to.throw(InvalidRequestError, 'need ffmpeg');
      expect(() => session.controls.setSound({ volumePercent: 300 })).to.throw(InvalidRequestError, '0 to 200');
      expect(session.controls.setSound({ crossfadeMs: 0 })).to.deep.equal(PLAIN_SOUND);
    });
  });

  describe('asked for a crossfade', () => {
    const together = (output: FakeAudioOutput) => output.heard.filter(({ frame }) => frame[4] === 255).length;

    it('begins the next track while the current one ends, for as long as asked, and tells that one has ended then', async () => {
      const { play, heard, events, session, output, source } = await playing(30, 'one', 'two', 'three');
      session.controls.setSound({ crossfadeMs: 4_000 });
      await play(25);
      expect(heard()).to.deep.equal(numbered(1_250));
      await play(3);
      const told = events.flatMap((event) =>
        event.type === 'started' || event.type === 'ended' ? `${event.entry.content.track.id} ${event.type}` : [],
      );
      expect(told).to.deep.equal(['one started', 'one ended', 'two started']);
      expect(session.snapshot.playing).to.include({ positionMs: 2_000, buffering: false });
      await play(60);
      expect(heard()).to.deep.equal([...numbered(1_300), ...numbered(1_300), ...numbered(1_500)]);
      expect(together(output)).to.equal(400);
      expect(source.openStreams).to.equal(0);
    });

    it('has none at a skip, with what is too short, or where the end of the other cannot be opened', async () => {
      const { play, ready, heard, session, output, source } = await playing(30, 'one', 'two', 'three');
      session.controls.setSound({ crossfadeMs: 4_000 });
      await play(20);
      session.controls.skip();
      await ready();
      source.openTroubles.push({ until: Promise.resolve() }, { error: new TrackUnavailableError('fake', 'Gone.') });
      await play(62);
      expect(heard()).to.deep.equal([...numbered(1_000), ...numbered(1_500), ...numbered(1_500)]);
      expect(together(output)).to.equal(0);
      const short = await playing(6, 'one', 'two');
      short.session.controls.setSound({ crossfadeMs: 4_000 });
      await short.play(14);
      expect(short.heard()).to.deep.equal([...numbered(300), ...numbered(300)]);
    });

    it('goes on with the next track from its start when the current one dies, is sought in or changed meanwhile', async () => {
      const { play, ready, die, heard, started, session, source } = await playing(30, 'one', 'two');
      session.controls.setSound({ crossfadeMs: 4_000 });
      await play(12);
      session.controls.setSound({ volumePercent: 50 });
      await ready();
      await play(2);
      session.controls.seek(10_000);
      await ready();
      await play(12);
      die();
      await play(60);
      expect(started()).to.deep.equal(['one', 'two']);
      expect(heard().slice(-1_500), 'all of it').to.deep.equal(numbered(1_500));
      expect(source.openStreams).to.equal(0);
    });
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
});

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
