import { expect } from 'chai';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { Track } from '../../src/model/track.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { numbered, playing } from './a-player.js';
import { aSession, someTracks } from './a-session.js';

describe('Player, asked for another place', () => {
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
