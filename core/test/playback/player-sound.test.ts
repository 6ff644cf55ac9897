import { expect } from 'chai';
import { PLAIN_SOUND } from '../../src/audio/sound.js';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { TrackUnavailableError } from '../../src/errors/source-errors.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { numbered, playing } from './a-player.js';
import { aSession } from './a-session.js';

describe('Player, asked to sound other', () => {
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
