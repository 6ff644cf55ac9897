import { phrase } from '../../src/texts/phrase.js';
import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { VoiceError } from '../../src/errors/voice-errors.js';
import type { Playlist } from '../../src/model/resolution.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, someTracks } from './a-session.js';

/** Frames of one of `someTracks`. */
const ONE_TRACK = 50;

function playing(...ids: string[]) {
  const tracks = someTracks(...ids);
  const town = aSession(new FakeSource({ tracks }));
  town.session.join('lounge');
  return { ...town, tracks, output: town.output };
}

describe('Session', () => {
  it('plays what was asked for, in order of request, and falls silent at the end', async () => {
    const { add, tracks, settle, output, started, session } = playing('one', 'two', 'three');
    add(...tracks);
    for (let frames = 0; frames < 3 * ONE_TRACK; frames += output.play(10)) await settle();
    expect(started()).to.deep.equal(['one', 'two', 'three']);
    expect(output.heard).to.have.length(3 * ONE_TRACK);
    expect(session.snapshot).to.deep.include({ playing: null, upcoming: [], upcomingTracks: 0 });
  });

  it('keeps the order of request although answers come in another', async () => {
    const { session, reserve, tracks, settle, output, started, upcoming } = playing('slow', 'quick');
    const [slow, quick] = tracks as [(typeof tracks)[0], (typeof tracks)[0]];
    const first = reserve('slow');
    const second = reserve('quick');
    const identified = { reference: { source: 'fake', kind: 'track', id: '' } } as const;
    session.answer(second, { kind: 'track', track: quick }, identified, '');
    await settle();
    expect(upcoming()).to.deep.equal(['? slow', 'quick']);
    expect(output.play(1)).to.equal(0);
    session.answer(first, { kind: 'track', track: slow }, identified, '');
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['slow']);
    expect(upcoming()).to.deep.equal(['quick']);
  });

  it('has the next track in the output before the current one ends', async () => {
    const { add, tracks, settle, output } = playing('one', 'two');
    add(...tracks);
    await settle();
    const loads = output.commands.flatMap((command) => (command.type === 'load' ? command.mode : []));
    expect(loads).to.deep.equal(['replace', 'append']);
    expect(output.play(2 * ONE_TRACK), 'without a pause between').to.equal(2 * ONE_TRACK);
  });

  it('skips to the next track, once', async () => {
    const { add, tracks, settle, output, started, session, events } = playing('one', 'two', 'three');
    add(...tracks);
    await settle();
    output.play(5);
    expect(session.controls.skip()).to.have.nested.property('content.track.id', 'one');
    await settle();
    output.play(5);
    expect(started()).to.deep.equal(['one', 'two']);
    expect(events.filter(({ type }) => type === 'ended')).to.have.length(1);
  });

  it('skips once although the track ends in the same moment', async () => {
    const { add, tracks, settle, output, started, session, events } = playing('one', 'two', 'three');
    add(...tracks);
    await settle();
    output.play(ONE_TRACK - 1);
    const generation = output.heard.at(-1)?.generation ?? 0;
    session.controls.skip();
    output.tell({ type: 'ended', generation, positionMs: 1_000 });
    await settle();
    output.play(5);
    expect(started()).to.deep.equal(['one', 'two']);
    expect(events.filter(({ type }) => type === 'ended')).to.have.length(1);
  });

  it('skips a track once, however many ask for it in the same moment', async () => {
    const { add, tracks, settle, output, started, session } = playing('one', 'two', 'three');
    add(...tracks);
    await settle();
    session.onEvent((event) => {
      if (event.type !== 'started' || event.entry.content.track.id !== 'one') return;
      session.controls.skip();
      session.controls.skip();
    });
    output.play(1);
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['one', 'two']);
  });

  it('skips at once while a source never answers', async () => {
    const { add, tracks, settle, output, started, session, source } = playing('hanging', 'next');
    source.openTroubles.push({ until: new Promise(() => {}) });
    add(...tracks);
    await settle();
    session.controls.skip();
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['next']);
  });

  it('does nothing when there is nothing to skip', () => {
    const { session, events } = playing();
    expect(session.controls.skip()).to.equal(undefined);
    expect(events).to.deep.equal([]);
  });

  it('closes what was opened for a track that is no longer wanted', async () => {
    const { add, tracks, settle, session, source, opening } = playing('one', 'two');
    add(...tracks);
    await settle();
    session.controls.stop();
    await settle();
    expect(source.openStreams).to.equal(0);
    expect(opening.stats()).to.deep.include({ pending: 0, running: 0 });
  });

  it('pauses and goes on without losing a frame', async () => {
    const { add, tracks, settle, output, session } = playing('one');
    add(...tracks);
    await settle();
    output.play(10);
    session.controls.pause();
    expect(output.play(10)).to.equal(0);
    expect(session.snapshot.playing?.paused).to.equal(true);
    session.controls.resume();
    expect(output.play(ONE_TRACK)).to.equal(ONE_TRACK - 10);
  });

  it('stops: silence, an empty queue, lookups cancelled, still in the channel', async () => {
    const { add, tracks, settle, output, session, reserve, resolver, connector, source, upcoming } = playing(
      'one',
      'two',
    );
    source.resolveTroubles.push({ until: new Promise(() => {}) });
    add(...tracks);
    const entry = reserve('three');
    const task = resolver.continue({ source: 'fake', kind: 'track', id: 'three' }, undefined, {
      name: 'three',
      priority: 'normal',
      tenant: 'guild',
    });
    session.lookingUp(entry, task);
    await settle();
    session.controls.stop();
    expect(task.state.status).to.equal('cancelled');
    expect(upcoming()).to.deep.equal([]);
    expect(output.play(1)).to.equal(0);
    expect(connector.of('guild').state.status).to.equal('ready');
  });

  it('goes on with the next track when one is broken, and says why', async () => {
    const { add, tracks, settle, output, started, source, events } = playing('broken', 'fine');
    source.openTroubles.push({ error: new TrackUnavailableError('fake', 'It is private.') });
    add(...tracks);
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['fine']);
    const failed = events.find((event) => event.type === 'failed');
    expect(failed).to.deep.include({ type: 'failed' }).and.have.nested.property('error.message', 'It is private.');
  });

  it('tries again to open what may work a little later', async () => {
    const { add, tracks, settle, output, started, source, clock } = playing('flaky');
    source.openTroubles.push({ error: new SourceUnavailableError('fake', 'Busy.') });
    add(...tracks);
    await clock.advance(2_000);
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['flaky']);
    expect(source.opened).to.have.length(2);
  });

  it('waits while too many tracks are being opened, and loses none', async () => {
    const tracks = someTracks('one', 'two');
    const town = aSession(new FakeSource({ tracks }), 1);
    const other = { name: 'other', priority: 'urgent', tenant: 'elsewhere', run: () => new Promise(() => {}) } as const;
    const inTheWay = town.opening.submit(other);
    town.session.join('lounge');
    town.add(...tracks);
    await town.settle();
    expect(town.upcoming()).to.deep.equal(['one', 'two']);
    inTheWay.cancel('Done.');
    await town.clock.advance(2_000);
    for (let frames = 0; frames < 2 * ONE_TRACK; frames += town.output.play(10)) await town.settle();
    expect(town.started()).to.deep.equal(['one', 'two']);
  });

  it('pauses longer and longer while track after track fails, so that no queue is burned', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `broken-${index}`);
    const { add, tracks, settle, source, clock } = playing(...ids);
    for (const _ of ids) source.openTroubles.push({ error: new TrackUnavailableError('fake', 'Gone.') });
    add(...tracks);
    await settle();
    const atOnce = source.opened.length;
    await clock.advance(10_000);
    expect(atOnce).to.be.lessThan(5);
    expect(source.opened.length).to.be.within(atOnce + 1, 10);
  });

  it('does not let what failed before keep an urgent request waiting', async () => {
    const { add, tracks, settle, output, started, session, reserve, source } = playing('a', 'b', 'c', 'd', 'now');
    for (let failures = 0; failures < 3; failures += 1) {
      source.openTroubles.push({ error: new TrackUnavailableError('fake', 'Gone.') });
    }
    add(...tracks.slice(0, 4));
    await settle();
    const [now] = tracks.slice(4) as [(typeof tracks)[0]];
    const reference = { source: 'fake', kind: 'track', id: 'now' } as const;
    session.answer(reserve('now', 'now'), { kind: 'track', track: now }, { reference }, 'now');
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['now']);
  });

  it('opens a stream that dies again, at its position', async () => {
    const { settle, output, source } = (() => {
      const track = { ...someTracks('long')[0], durationMs: 60_000 } as ReturnType<typeof someTracks>[0];
      const town = aSession(new FakeSource({ tracks: [track] }));
      town.session.join('lounge');
      town.add(track);
      return { ...town, output: town.output };
    })();
    await settle();
    output.play(100);
    await settle();
    source.streams.at(-1)?.destroy(new Error('connection reset'));
    for (let round = 0; round < 10; round += 1) {
      output.play(100);
      await settle();
    }
    const positions = output.commands.flatMap((command) => (command.type === 'load' ? command.positionMs : []));
    expect(positions[0]).to.equal(0);
    expect(positions[1], 'where the last frame left').to.be.at.least(2_000);
    expect(source.opened).to.have.length(2);
  });

  it('loads a long playlist page by page, only when its turn comes near', async () => {
    const tracks = someTracks('a', 'b', 'c', 'd', 'e', 'f');
    const page = (items: typeof tracks, next?: string): Playlist => ({
      title: 'Long',
      url: '',
      trackCount: 6,
      items,
      ...(next !== undefined && { next }),
    });
    const source = new FakeSource({ tracks, playlists: { 'page-2': page(tracks.slice(4)) } });
    const town = aSession(source);
    town.session.join('lounge');
    const entry = town.reserve('long');
    const reference = { source: 'fake', kind: 'playlist', id: 'page-1' } as const;
    const playlist = page(tracks.slice(0, 4), 'page-2');
    town.session.answer(entry, { kind: 'playlist', playlist }, { reference }, 'long');
    await town.settle();
    expect(town.session.snapshot.upcomingTracks).to.equal(5);
    expect(source.resolved, 'nothing is loaded early').to.deep.equal([]);
    for (let frames = 0; frames < 6 * ONE_TRACK; frames += town.output.play(10)) await town.settle();
    expect(town.started()).to.deep.equal(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('looks a bare reference up when its turn comes, and drops one that is gone', async () => {
    const tracks = someTracks('a', 'b');
    const source = new FakeSource({ tracks });
    const town = aSession(source);
    town.session.join('lounge');
    const items = ['a', 'missing', 'b'].map((id) => ({ source: 'fake', kind: 'track', id }) as const);
    const reference = { source: 'fake', kind: 'playlist', id: 'list' } as const;
    const playlist = { title: 'List', url: '', trackCount: 3, items };
    town.session.answer(town.reserve('list'), { kind: 'playlist', playlist }, { reference }, 'list');
    for (let frames = 0; frames < 2 * ONE_TRACK; frames += town.output.play(10)) await town.settle();
    expect(town.started()).to.deep.equal(['a', 'b']);
    expect(town.events.filter(({ type }) => type === 'failed')).to.have.length(1);
  });

  it('plays an urgent request instead of what plays', async () => {
    const { add, tracks, settle, output, started, session, reserve } = playing('one', 'now');
    const [one, now] = tracks as [(typeof tracks)[0], (typeof tracks)[0]];
    add(one);
    await settle();
    output.play(1);
    const reference = { source: 'fake', kind: 'track', id: 'now' } as const;
    session.answer(reserve('now', 'now'), { kind: 'track', track: now }, { reference }, 'now');
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['one', 'now']);
  });

  it('keeps queue and position when the voice connection is lost, and goes on after a new join', async () => {
    const tracks = someTracks('one', 'two').map((track) => ({ ...track, durationMs: 2_000 }));
    const town = aSession(new FakeSource({ tracks }));
    town.session.join('lounge');
    town.add(...tracks);
    await town.settle();
    town.output.play(60);
    const error = new VoiceError('Discord closed the connection.', false);
    town.connector.of('guild').become({ status: 'destroyed', error });
    expect(town.upcoming()).to.deep.equal(['one', 'two']);
    town.session.join('lounge');
    await town.settle();
    expect(town.connector.connections).to.have.length(2);
    const load = town.output.commands.find(({ type }) => type === 'load');
    expect(load, 'where it last said it was').to.include({ mode: 'replace', positionMs: 1_000 });
    for (let frames = 0; frames < 2 * ONE_TRACK; frames += town.output.play(10)) await town.settle();
    expect(town.started()).to.deep.equal(['one', 'one', 'two']);
  });

  describe('when the connection ends and joining again may help', () => {
    const error = new VoiceError('The voice server failed.', true);

    async function lost(pause = false) {
      const tracks = someTracks('one', 'two').map((track) => ({ ...track, durationMs: 2_000 }));
      const town = aSession(new FakeSource({ tracks }));
      town.session.join('lounge');
      town.add(...tracks);
      await town.settle();
      town.output.play(60);
      if (pause) town.session.controls.pause();
      const lose = () => town.connector.of('guild').become({ status: 'destroyed', error });
      lose();
      return { ...town, lose, voice: () => town.session.snapshot.voice };
    }

    it('comes back by itself and goes on at the position', async () => {
      const { connector, clock, settle, upcoming, session, voice } = await lost();
      const plan = { seconds: 2, try: 1, most: 3 };
      const reason = phrase('over.rejoining', { reason: 'The voice server failed.', ...plan });
      expect(voice()).to.deep.equal({ status: 'rejoining', channelId: 'lounge', reason });
      expect(upcoming()).to.deep.equal(['one', 'two']);
      expect(session.record, 'also after a restart meanwhile').to.include({ channelId: 'lounge' });
      await clock.advance(1_999);
      expect(connector.connections).to.have.length(1);
      await clock.advance(1);
      await settle();
      expect(connector.connections).to.have.length(2);
      const load = connector.of('guild').output.commands.find(({ type }) => type === 'load');
      expect(load, 'where it last said it was').to.include({ mode: 'replace', positionMs: 1_000 });
    });

    it('comes back to the channel where it was last', async () => {
      const { connector, clock, session } = await lost();
      await clock.advance(2_000);
      connector.of('guild').become({ status: 'ready', channelId: 'attic', encryption: 'none' });
      connector.of('guild').become({ status: 'destroyed', error });
      expect(session.snapshot.voice).to.include({ status: 'rejoining', channelId: 'attic' });
    });

    it('waits longer each time, and after the last try says so and keeps the queue', async () => {
      const { clock, lose, connector, upcoming, events, voice, session, ledger, settle } = await lost();
      for (const [index, pauseMs] of [2_000, 10_000, 30_000].entries()) {
        await clock.advance(pauseMs - 1);
        expect(connector.connections).to.have.length(index + 1);
        await clock.advance(1);
        expect(connector.connections).to.have.length(index + 2);
        lose();
      }
      expect(voice()).to.equal(null);
      expect(clock.pendingTimers).to.equal(0);
      expect(ledger.figures('voice-connection').open).to.equal(0);
      expect(upcoming()).to.deep.equal(['one', 'two']);
      const said = events.findLast((event) => event.type === 'voice');
      expect(said).to.have.nested.property('state.error.message', `${error.message} I tried 3 times to come back.`);
      session.join('lounge');
      await settle();
      expect(session.snapshot.playing?.entry.content.track.id).to.equal('one');
    });

    it('counts the tries anew once a connection was ready for a minute', async () => {
      const { clock, lose, voice } = await lost();
      await clock.advance(2_000);
      lose();
      await clock.advance(10_000);
      await clock.advance(60_000);
      lose();
      expect(voice()).to.have.nested.property('reason.english').that.includes('try 1 of 3');
    });

    it('does not count the time in which a connection mends itself', async () => {
      const { clock, lose, voice, connector } = await lost();
      await clock.advance(2_000);
      connector.of('guild').become({ status: 'reconnecting', channelId: 'lounge', reason: 'It broke.' });
      await clock.advance(60_000);
      lose();
      expect(voice()).to.have.nested.property('reason.english').that.includes('try 2 of 3');
    });

    it('goes where a listener asks it to go meanwhile, and nowhere else after that', async () => {
      const { clock, session, connector, voice } = await lost();
      session.join('attic');
      expect(connector.connections).to.have.length(2);
      await clock.advance(60_000);
      expect(connector.connections).to.have.length(2);
      expect(voice()).to.include({ status: 'ready', channelId: 'attic' });
    });

    it('does not come back after it was told to leave, or to stop', async () => {
      for (const order of ['leave', 'stop'] as const) {
        const { clock, session, connector, voice } = await lost();
        session.controls[order]();
        expect(voice()).to.equal(null);
        await clock.advance(60_000);
        expect(connector.connections).to.have.length(1);
      }
    });

    it('comes back for nothing only if it is to stay', async () => {
      for (const stay of [true, false]) {
        const { session, connector, clock } = aSession();
        session.join('lounge');
        session.controls.setStay(stay);
        connector.of('guild').become({ status: 'destroyed', error });
        await clock.advance(2_000);
        expect(connector.connections).to.have.length(stay ? 2 : 1);
      }
    });

    it('is still paused if a listener had paused it', async () => {
      const { clock, session, settle } = await lost(true);
      await clock.advance(2_000);
      await settle();
      expect(session.snapshot.playing).to.deep.include({ paused: true });
    });

    it('keeps its place among the connections meanwhile', async () => {
      const { ledger } = await lost();
      expect(ledger.figures('voice-connection').open).to.equal(1);
    });

    it('tries once more when the connection cannot even be begun', async () => {
      const { clock, connector, voice } = await lost();
      const { connect } = connector;
      connector.connect = () => {
        throw error;
      };
      await clock.advance(2_000);
      expect(voice()).to.include({ status: 'rejoining' });
      connector.connect = connect;
      await clock.advance(10_000);
      expect(voice()).to.include({ status: 'ready' });
    });
  });

  it('moves within the guild and stays one connection', () => {
    const { session, connector } = playing();
    session.join('lounge');
    session.join('attic');
    expect(connector.connections).to.have.length(1);
    expect(connector.of('guild').state).to.include({ channelId: 'attic' });
  });

  it('leaves: everything is freed, and what comes late is closed', async () => {
    const { add, tracks, settle, session, source, connector, events, clock } = playing('one', 'two');
    add(...tracks);
    session.controls.leave();
    await settle();
    expect(connector.of('guild').state.status).to.equal('destroyed');
    expect(source.openStreams).to.equal(0);
    expect(events.at(-1)).to.deep.equal({ type: 'closed', reason: phrase('over.left') });
    expect(clock.pendingTimers).to.equal(0);
  });
});
