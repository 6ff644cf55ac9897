import { phrase } from '../../src/texts/phrase.js';
import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { Playlist } from '../../src/model/resolution.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, ONE_TRACK, playing, someTracks } from './a-session.js';

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
