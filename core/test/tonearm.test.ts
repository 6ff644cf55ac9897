import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import type { TonearmOptions } from '../src/composition/tonearm-options.js';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import { InvalidRequestError, NothingFoundError, UnknownLinkError } from '../src/errors/request-errors.js';
import { SetupError } from '../src/errors/setup-errors.js';
import { SourceUnavailableError } from '../src/errors/source-errors.js';
import { VoiceError } from '../src/errors/voice-errors.js';
import type { MessageContent } from '../src/model/message-content.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import type { ProgressSnapshot, ProgressView } from '../src/progress/progress-view.js';
import { exponentialBackoff } from '../src/resilience/exponential-backoff.js';
import { silentLogger } from '../src/runtime/logger.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';
import type { PlayRequest } from '../src/playback/play-request.js';

/** Shows every snapshot as it is. */
const plainView: ProgressView = { name: 'plain', render: (snapshot) => ({ text: JSON.stringify(snapshot) }) };

async function aTonearm(source = new FakeSource(), options: Partial<TonearmOptions> = {}) {
  const clock = new FakeClock();
  const connector = new FakeVoiceConnector();
  const container = new Container();
  container.provide(tokens.clock, clock);
  container.provide(tokens.logger, silentLogger);
  container.provide(tokens.transcoder, undefined);
  const fakes: Plugin = {
    name: 'fakes',
    setup: ({ sources, views, provide }) => {
      sources.add(source);
      views.add(plainView);
      provide(tokens.voiceConnector, connector);
    },
  };
  const tonearm = await createTonearm({ container, plugins: [fakes], ...options });
  const shown: ProgressSnapshot[] = [];
  const message = {
    edit: async ({ text = '' }: MessageContent) => void shown.push(JSON.parse(text)),
    followUp: async () => {},
  };
  const request = (text: string, more: Partial<PlayRequest> = {}): PlayRequest => ({
    guildId: 'guild',
    voiceChannelId: 'lounge',
    requestedBy: 'ada',
    text,
    priority: 'normal',
    place: 'end',
    message,
    ...more,
  });
  return {
    tonearm,
    clock,
    container,
    source,
    shown,
    kinds: () => shown.map(({ kind }) => kind),
    play: (text: string, more?: Partial<PlayRequest>) => tonearm.play(request(text, more)),
    output: () => connector.of('guild').output,
    connection: () => connector.of('guild'),
    /** Lets the edits that the budget holds back leave, and everything else that is under way happen. */
    async settle(ms = 10_000) {
      for (let round = 0; round < 20; round += 1) await settle();
      await clock.advance(ms);
    },
  };
}

const caught = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe('Tonearm', () => {
  it('finds what was asked for, joins, plays it, and tells it from the first word to the end', async () => {
    const source = new FakeSource({ tracks: [aTrack({ durationMs: 1_000 })] });
    const { play, output, settle, shown, kinds, tonearm } = await aTonearm(source);
    const ticket = play('needle');
    expect(await ticket.added).to.include({ kind: 'track' });
    await settle();
    output().play(1);
    await settle();
    expect(output().play(50), 'the rest of one second').to.equal(49);
    await settle();
    expect(kinds()[0]).to.be.oneOf(['queued', 'working', 'added']);
    expect(kinds()).to.include('now-playing');
    expect(shown.at(-1)).to.deep.include({ kind: 'ended', outcome: { kind: 'finished' } });
    await tonearm.close();
  });

  it('never lets a percentage fall, and says 100 only by the answer', async () => {
    const source = new FakeSource();
    const gate = Promise.withResolvers<void>();
    source.resolveTroubles.push({ until: gate.promise });
    const { play, settle, shown } = await aTonearm(source);
    play('needle');
    await settle();
    gate.resolve();
    await settle();
    const percents = shown.flatMap((snapshot) => ('percent' in snapshot ? snapshot.percent : []));
    expect(percents).to.deep.equal([...percents].sort((a, b) => a - b));
    expect(Math.max(...percents)).to.be.below(100);
    expect(shown.at(-1)).to.include({ kind: 'added', tracksAhead: 0 });
  });

  it('refuses what cannot be used, before anything begins', async () => {
    const { play, tonearm } = await aTonearm();
    expect(() => play('')).to.throw(InvalidRequestError);
    expect(() => play('https://elsewhere.example/song')).to.throw(UnknownLinkError, 'Installed sources: fake');
    expect(tonearm.session('guild')).to.equal(undefined);
  });

  it('says that nothing was found, and what to try', async () => {
    const { play, settle, shown } = await aTonearm();
    expect(await caught(play('no such thing').added)).to.be.instanceOf(NothingFoundError);
    await settle();
    expect(shown.at(-1)).to.include({ kind: 'failed', code: 'nothing-found' });
    expect(shown.at(-1)).to.have.property('reason').that.includes('fewer words');
  });

  it('tells of retries, and of the last failure once', async () => {
    const source = new FakeSource();
    const trouble = { error: new SourceUnavailableError('fake', 'The source is down.') };
    source.resolveTroubles.push(trouble, trouble, trouble);
    const retry = exponentialBackoff({ jitter: 'none' });
    const { play, settle, kinds, shown } = await aTonearm(source, { retry });
    play('needle').added.catch(() => {});
    for (let round = 0; round < 10; round += 1) await settle(1_000);
    const retrying = shown.filter((snapshot) => snapshot.kind === 'retrying');
    expect(retrying.map(({ attempt, reason }) => `${attempt}: ${reason}`)).to.include.members([
      '1: The source is down.',
      '2: The source is down.',
    ]);
    expect(kinds().filter((kind) => kind === 'failed')).to.have.length(1);
    expect(shown.at(-1)).to.include({ kind: 'failed', reason: 'The source is down.', attempts: 3 });
  });

  it('cancels by id: the work ends, the place in the queue is given up, the message says so', async () => {
    const source = new FakeSource();
    source.resolveTroubles.push({ until: new Promise(() => {}) });
    const { play, settle, tonearm, shown } = await aTonearm(source);
    const { taskId, added } = play('needle');
    await settle(0);
    expect(tonearm.task(taskId)).to.include({ tenant: 'guild', requestedBy: 'ada' });
    expect(tonearm.cancel(taskId, 'Cancelled by Ada.')).to.equal(true);
    expect(tonearm.cancel(taskId, 'again')).to.equal(false);
    expect(await caught(added)).to.have.property('code', 'cancelled');
    await settle();
    expect(shown.at(-1)).to.include({ kind: 'cancelled', reason: 'Cancelled by Ada.' });
    expect(tonearm.session('guild')?.snapshot.upcoming).to.deep.equal([]);
  });

  it('shows a guild its own tasks, with percent and position', async () => {
    const source = new FakeSource();
    for (let task = 0; task < 4; task += 1) source.resolveTroubles.push({ until: new Promise(() => {}) });
    const { play, settle, tonearm } = await aTonearm(source);
    for (const text of ['a', 'b', 'c', 'd']) play(text).added.catch(() => {});
    play('e', { guildId: 'other' }).added.catch(() => {});
    await settle(0);
    const { stats, tasks } = tonearm.status('guild');
    expect(stats).to.include({ running: 3, pending: 2, workers: 3, busyWorkers: 3 });
    expect(tasks.map(({ name }) => name)).to.have.members(['a', 'b', 'c', 'd']);
    expect(
      tasks.flatMap(({ position }) => position ?? []),
      'the other guild has its turn',
    ).to.have.length(2);
    expect(tasks.every(({ percent }) => percent >= 0 && percent < 100)).to.equal(true);
    await tonearm.close();
  });

  it('plays a whole playlist under one message', async () => {
    const tracks = ['a', 'b'].map((id) => aTrack({ id, title: id, durationMs: 1_000 }));
    const playlist = { title: 'Two', url: '', trackCount: 2, items: tracks };
    const town = await aTonearm(new FakeSource({ tracks, playlists: { two: playlist } }));
    expect(await town.play('https://music.example/two').added).to.deep.equal({
      kind: 'playlist',
      title: 'Two',
      trackCount: 2,
    });
    for (let frames = 0; frames < 100; frames += town.output().play(10)) await town.settle(1_000);
    await town.settle();
    const playing = town.shown.flatMap((one) => (one.kind === 'now-playing' ? one.track.id : []));
    expect([...new Set(playing)]).to.deep.equal(['a', 'b']);
    expect(town.shown.at(-1)).to.deep.include({ kind: 'ended', outcome: { kind: 'finished' } });
  });

  it('plays all of a playlist that is longer than the backlog, and looks a track up only when its turn comes near', async () => {
    const ids = Array.from({ length: 535 }, (_, index) => `t${index}`);
    const source = new FakeSource({
      tracks: ids.map((id) => aTrack({ id, title: id, durationMs: 40 })),
      playlists: {
        long: {
          title: 'Long',
          url: '',
          trackCount: ids.length,
          items: ids.map((id) => ({ source: 'fake', kind: 'track', id })),
        },
      },
    });
    const { tonearm, play, output, settle } = await aTonearm(source, { capacity: 50 });
    const started: string[] = [];
    await play('https://music.example/long').added;
    tonearm.session('guild')?.onEvent((event) => {
      if (event.type === 'started') started.push(event.entry.content.track.id);
    });
    await settle();
    expect(source.resolved, 'of 535: the list, what plays, and three ahead').to.have.length(5);
    for (let rounds = 0; rounds < 2 * ids.length && tonearm.session('guild')?.snapshot.playing; rounds += 1) {
      output().play(10);
      await settle(0);
    }
    expect(started).to.deep.equal(ids);
  });

  it('plays what the cache knows, without asking the source again', async () => {
    const source = new FakeSource({ tracks: [aTrack({ durationMs: 1_000 })] });
    const { play, output, settle, tonearm } = await aTonearm(source);
    for (let times = 1; times <= 2; times += 1) {
      await play('needle').added;
      await settle();
      expect(output().play(50)).to.equal(50);
      await settle();
    }
    expect(source.resolved).to.have.length(1);
    await tonearm.close();
  });

  it('plays two requests of the same moment one after the other, each once', async () => {
    const tracks = ['one', 'two'].map((id) => aTrack({ id, title: id, durationMs: 1_000 }));
    const source = new FakeSource({ tracks });
    const { play, output, settle, tonearm } = await aTonearm(source);
    play('one');
    play('two');
    await settle();
    expect(output().play(100)).to.equal(100);
    await settle();
    expect(source.opened.map(({ id }) => id)).to.deep.equal(['one', 'two']);
    expect(output().commands.flatMap((command) => (command.type === 'load' ? command.mode : []))).to.deep.equal([
      'replace',
      'append',
    ]);
    await tonearm.close();
  });

  it('says why the sound stopped when the voice connection is lost, and that the queue is kept', async () => {
    const { play, settle, output, connection, shown, tonearm } = await aTonearm();
    await play('needle').added;
    await settle();
    output().play(1);
    connection().become({ status: 'destroyed', error: new VoiceError('I was disconnected.', false) });
    await settle();
    expect(shown.at(-1))
      .to.have.property('reason')
      .that.matches(/I was disconnected\..*\/join/);
    expect(tonearm.session('guild')?.snapshot.upcoming).to.have.length(1);
  });

  it('controls the session of one guild', async () => {
    const { play, settle, output, tonearm } = await aTonearm();
    expect(tonearm.session('guild'), 'before anyone asked').to.equal(undefined);
    await play('needle').added;
    const session = tonearm.session('guild');
    await settle();
    output().play(1);
    expect(session?.pause()).to.equal(true);
    expect(session?.snapshot.playing?.paused).to.equal(true);
    expect(session?.resume()).to.equal(true);
    expect(session?.skip()).to.have.nested.property('content.track.title', 'Needle Drop');
    expect([session?.pause(), session?.resume(), session?.skip()]).to.deep.equal([false, false, undefined]);
    session?.leave();
    expect(tonearm.session('guild')).to.equal(undefined);
  });

  it('uses a source and a view that were replaced', async () => {
    const { play, container, settle, shown } = await aTonearm();
    const other = new FakeSource({ tracks: [aTrack({ title: 'Another' })] });
    container.resolve(tokens.sources).replace(other);
    const loud: ProgressView = {
      name: 'plain',
      render: (snapshot) => ({ text: JSON.stringify({ ...snapshot, loud: true }) }),
    };
    container.resolve(tokens.views).replace(loud);
    await play('another').added;
    await settle();
    expect(other.resolved).to.have.length(1);
    expect(shown.at(-1)).to.have.property('loud', true);
  });

  it('ends everything when it is closed, and keeps nothing', async () => {
    const source = new FakeSource();
    const { play, settle, tonearm, clock } = await aTonearm(source);
    await play('needle').added;
    source.resolveTroubles.push({ until: new Promise(() => {}) });
    play('hanging').added.catch(() => {});
    await settle(0);
    await tonearm.close();
    await tonearm.close();
    await settle();
    expect(source.openStreams).to.equal(0);
    expect(tonearm.session('guild')).to.equal(undefined);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('does not start with a view that nobody brings', async () => {
    const error = await caught(aTonearm(new FakeSource(), { view: 'hologram' }));
    expect(error).to.be.instanceOf(SetupError).and.have.property('message').that.includes('Installed: plain');
  });
});
