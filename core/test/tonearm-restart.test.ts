import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import { StoreError } from '../src/errors/store-errors.js';
import type { MessageContent } from '../src/model/message-content.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import { MemoryStore } from '../src/store/memory-store.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';
import { RecordingLogger } from '../src/testing/recording-logger.js';
import { rejection } from '../src/testing/rejection.js';

const TRACKS = ['one', 'two', 'three'].map((id) => aTrack({ id, title: id, durationMs: 60_000 }));

describe('Tonearm after a crash', () => {
  let clock: FakeClock;
  let store: MemoryStore;
  /** What each message shows, by its address: messages outlive the process. */
  let messages: Map<string, MessageContent[]>;

  beforeEach(() => {
    clock = new FakeClock();
    store = new MemoryStore(clock);
    messages = new Map();
  });

  function messageAt(address: string) {
    const shown = messages.get(address) ?? [];
    messages.set(address, shown);
    return {
      address,
      edit: async (content: MessageContent) => void shown.push(content),
      followUp: async () => {},
    };
  }

  /** A process with its own memory; the store, the clock and the messages are those of the world. A crash is to let go of it. */
  async function aProcess(source = new FakeSource({ tracks: TRACKS }), { hasFfmpeg = true } = {}) {
    const logger = new RecordingLogger();
    const connector = new FakeVoiceConnector();
    const container = new Container();
    container.provide(tokens.clock, clock);
    container.provide(tokens.logger, logger);
    container.provide(tokens.transcoder, hasFfmpeg ? { transcode: ({ readable }) => readable } : undefined);
    container.provide(tokens.store, store);
    const fakes: Plugin = {
      name: 'fakes',
      setup: ({ sources, views, provide }) => {
        sources.add(source);
        views.add({ name: 'plain', render: (snapshot) => ({ text: JSON.stringify(snapshot) }) });
        provide(tokens.voiceConnector, connector);
        provide(tokens.findMessage, messageAt);
      },
    };
    const tonearm = await createTonearm({ container, plugins: [fakes] });
    return {
      tonearm,
      logger,
      source,
      output: () => connector.of('guild').output,
      play: (text: string, place: 'now' | 'end' = 'end', title?: string) =>
        tonearm.play({
          guildId: 'guild',
          voiceChannelId: 'lounge',
          requestedBy: 'ada',
          text,
          ...(title !== undefined && { title }),
          priority: 'normal',
          place,
          message: messageAt(`message of ${text}`),
        }),
      upcoming: () =>
        tonearm
          .session('guild')
          ?.snapshot.upcoming.map(({ content }) => (content.kind === 'track' ? content.track.id : content.kind)),
    };
  }

  async function pass(ms = 5_000): Promise<void> {
    for (let round = 0; round < 20; round += 1) await settle();
    await clock.advance(ms);
  }

  it('goes on with what played at its position, and with the queue in its order', async () => {
    const before = await aProcess();
    for (const { id } of TRACKS) await before.play(id).added;
    await pass();
    before.output().play(250);
    await pass();
    const after = await aProcess();
    expect(await after.tonearm.restore()).to.equal(1);
    await pass();
    after.output().play(1);
    const snapshot = after.tonearm.session('guild')?.snapshot;
    expect(snapshot?.playing?.entry.content.track.id).to.equal('one');
    expect(snapshot?.playing?.entry.content.startMs).to.equal(5_000);
    expect(after.upcoming()).to.deep.equal(['two', 'three']);
    expect(snapshot?.voice).to.include({ channelId: 'lounge' });
  });

  it('plays untouched what sounded otherwise, where what changes the sound is gone, and tells the operator once', async () => {
    const before = await aProcess();
    for (const { id } of TRACKS) await before.play(id).added;
    before.tonearm.session('guild')?.setSound({ volumePercent: 50 });
    await pass();
    await before.tonearm.saved('guild');
    const after = await aProcess(undefined, { hasFfmpeg: false });
    await after.tonearm.restore();
    await pass();
    after.output().play(1);
    const snapshot = after.tonearm.session('guild')?.snapshot;
    expect(snapshot?.playing).to.include({ buffering: false });
    expect(snapshot?.sound).to.include({ volumePercent: 100 });
    expect(after.logger.lines.filter(({ message }) => message.includes('need ffmpeg'))).to.have.length(1);
  });

  it('loads the rest of a long playlist in the new process, and loses none of it', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `song ${index + 1}`);
    const tracks = ids.map((id) => aTrack({ id, title: id, durationMs: 1_000 }));
    const page = (from: number, next?: string) => ({
      title: 'Mix',
      url: 'https://music.example/mix',
      trackCount: tracks.length,
      items: tracks.slice(from, from + 4),
      ...(next !== undefined && { next }),
    });
    const source = () =>
      new FakeSource({ tracks, playlists: { mix: page(0, 'second'), second: page(4, 'third'), third: page(8) } });
    const before = await aProcess(source());
    await before.play('https://music.example/mix').added;
    await pass();
    before.output().play(10);
    await before.tonearm.saved('guild');
    const after = await aProcess(source());
    await after.tonearm.restore();
    const heard: string[] = [];
    after.tonearm.session('guild')?.onEvent((event) => {
      if (event.type === 'started') heard.push(event.entry.content.track.id);
    });
    for (let round = 0; round < 14; round += 1) {
      await pass(1_000);
      after.output().play(60);
    }
    expect(heard).to.deep.equal(ids);
  });

  it('takes no position of an earlier track for that of the one that plays now', async () => {
    const before = await aProcess();
    for (const { id } of TRACKS) await before.play(id).added;
    await pass();
    before.output().play(250);
    await pass();
    before.tonearm.session('guild')?.skip();
    await before.tonearm.saved('guild');
    const after = await aProcess();
    await after.tonearm.restore();
    await pass();
    after.output().play(1);
    const { playing } = after.tonearm.session('guild')?.snapshot ?? {};
    expect(playing?.entry.content).to.include({ startMs: 0 }).and.to.have.nested.property('track.id', 'two');
  });

  it('looks up again what was accepted and not found yet, under the same task, in the same message', async () => {
    const slow = new FakeSource({ tracks: TRACKS });
    slow.resolveTroubles.push({ until: new Promise(() => {}) });
    const before = await aProcess(slow);
    const { taskId, accepted } = before.play('two');
    await accepted;
    const after = await aProcess();
    await after.tonearm.restore();
    await pass();
    expect(after.source.resolved).to.have.length(1);
    after.output().play(1);
    await pass();
    const shown = messages.get('message of two')?.map(({ text = '' }) => JSON.parse(text)) ?? [];
    expect(shown.at(-1)).to.include({ kind: 'now-playing' });
    expect(shown.filter(({ kind }) => kind !== 'now-playing').map((snapshot) => snapshot.taskId)).to.include(taskId);
  });

  it('calls a request by its title, before a crash and after it, and looks up what was meant', async () => {
    const slow = new FakeSource({ tracks: TRACKS });
    slow.resolveTroubles.push({ until: new Promise(() => {}) });
    const before = await aProcess(slow);
    const { accepted } = before.play('two', 'end', 'My file');
    await accepted;
    await pass();
    const after = await aProcess();
    await after.tonearm.restore();
    await pass();
    expect(after.source.resolved.map(({ id }) => id)).to.deep.equal(slow.resolved.map(({ id }) => id));
    const shown = messages.get('message of two')?.map(({ text = '' }) => JSON.parse(text)) ?? [];
    const called = shown.flatMap(({ query }) => query ?? []);
    expect(new Set(called)).to.deep.equal(new Set(['My file']));
    expect(JSON.stringify(before.logger.lines)).to.include('My file').and.not.include('"text":"two"');
  });

  it('shows a task id only once the request is safe', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const save = store.save.bind(store);
    store.save = async (...record) => {
      if (record[0] === 'sessions') await gate;
      return save(...record);
    };
    const { play } = await aProcess();
    play('one');
    await pass();
    expect(messages.get('message of one')).to.deep.equal([]);
    release();
    await pass();
    expect(messages.get('message of one')).not.to.have.length(0);
  });

  it('plays and shows a request all the same when it cannot be made safe, and says so to who asks', async () => {
    store.save = async () => {
      throw new StoreError('The disk is full.');
    };
    const { play, output } = await aProcess();
    const { accepted } = play('one');
    expect(await rejection(accepted)).to.be.instanceOf(StoreError);
    await pass();
    output().play(1);
    await pass();
    expect(messages.get('message of one')?.at(-1)?.text).to.contain('now-playing');
  });

  it('delivers a last word that had not arrived', async () => {
    const before = await aProcess();
    messageAt('message of nothing').edit = async () => {};
    const { added } = before.play('nothing');
    await rejection(added);
    await before.tonearm.saved('guild');
    messages.clear();
    const after = await aProcess();
    await after.tonearm.restore();
    await pass();
    const shown = messages.get('message of nothing')?.map(({ text = '' }) => JSON.parse(text).kind);
    expect(shown).to.deep.equal(['failed']);
  });

  it('sounds, loops and stays as before', async () => {
    const before = await aProcess();
    await before.play('one').added;
    await pass();
    const controls = before.tonearm.session('guild');
    controls?.setSound({ volumePercent: 40 });
    controls?.setLoop('queue');
    controls?.setStay(true);
    await before.tonearm.saved('guild');
    const after = await aProcess();
    await after.tonearm.restore();
    const snapshot = after.tonearm.session('guild')?.snapshot;
    expect(snapshot).to.include({ loop: 'queue', stay: true }).and.have.nested.property('sound.volumePercent', 40);
  });

  it('stays paused', async () => {
    const before = await aProcess();
    await before.play('one').added;
    await pass();
    before.output().play(1);
    before.tonearm.session('guild')?.pause();
    await before.tonearm.saved('guild');
    const after = await aProcess();
    await after.tonearm.restore();
    await pass();
    expect(after.tonearm.session('guild')?.snapshot.playing?.paused).to.equal(true);
    expect(after.output().paused).to.equal(true);
  });

  it('has nothing to go on with after it left, or when the last track has ended and it was told', async () => {
    const before = await aProcess();
    await before.play('one').added;
    await pass();
    before.tonearm.session('guild')?.leave();
    await pass();
    expect(await store.keys('sessions')).to.deep.equal([]);
    expect(await (await aProcess()).tonearm.restore()).to.equal(0);
  });

  it('goes on after an orderly end too', async () => {
    const before = await aProcess();
    for (const { id } of TRACKS) await before.play(id).added;
    await pass();
    before.output().play(100);
    await before.tonearm.close();
    const after = await aProcess();
    expect(await after.tonearm.restore()).to.equal(1);
    await pass();
    const snapshot = after.tonearm.session('guild')?.snapshot;
    expect(snapshot?.playing?.entry.content.startMs).to.equal(2_000);
    expect(after.upcoming()).to.deep.equal(['two', 'three']);
  });

  it('tells who listens that it is being restarted, and shows what plays again afterwards', async () => {
    const before = await aProcess();
    await before.play('one').added;
    await before.play('two').added;
    await pass();
    before.output().play(100);
    await pass();
    await before.tonearm.close();
    await pass();
    expect(messages.get('message of two')?.at(-1)?.text, 'what waits is not called cancelled').to.contain(
      '"kind":"added"',
    );
    const shown = () => messages.get('message of one')?.map(({ text = '' }) => JSON.parse(text)) ?? [];
    expect(shown().at(-1)).to.include({ kind: 'now-playing' }).and.have.property('trouble').that.includes('restarted');
    const after = await aProcess();
    await after.tonearm.restore();
    await pass();
    after.output().play(1);
    await pass();
    expect(shown().at(-1)).to.include({ kind: 'now-playing' }).and.not.have.property('trouble');
  });
});
