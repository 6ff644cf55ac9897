import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import { RefusedError } from '../src/errors/request-errors.js';
import type { MessageContent } from '../src/model/message-content.js';
import { NO_RULES } from '../src/playback/queue-rules.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import { silentLogger } from '../src/runtime/logger.js';
import { MemoryStore } from '../src/store/memory-store.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';
import { rejection } from '../src/testing/rejection.js';
import { FailingStore } from '../src/testing/failing-store.js';

const TRACKS = [
  aTrack({ id: 'one', title: 'one', durationMs: 60_000 }),
  aTrack({ id: 'two', title: 'two', durationMs: 600_000 }),
];

describe('settings of a guild', () => {
  let clock: FakeClock;
  let store: FailingStore;
  let shown: string[];
  let removeView: () => void;

  beforeEach(() => {
    clock = new FakeClock();
    store = new FailingStore(new MemoryStore(clock));
    shown = [];
  });

  async function aBot(withFfmpeg = true) {
    const container = new Container();
    container.provide(tokens.clock, clock);
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.store, store);
    container.provide(tokens.transcoder, withFfmpeg ? { transcode: ({ readable }) => readable } : undefined);
    const fakes: Plugin = {
      name: 'fakes',
      setup: ({ sources, views, provide }) => {
        sources.add(new FakeSource({ tracks: TRACKS }));
        views.add({ name: 'first', render: () => ({ text: 'first' }) });
        removeView = views.add({ name: 'second', render: () => ({ text: 'second' }) });
        provide(tokens.voiceConnector, new FakeVoiceConnector());
      },
    };
    const tonearm = await createTonearm({ container, plugins: [fakes] });
    const message = {
      edit: async ({ text = '' }: MessageContent) => void shown.push(text),
      followUp: async () => {},
    };
    const request = { requestedBy: 'ada', voiceChannelId: 'lounge', priority: 'normal', place: 'end' } as const;
    return {
      tonearm,
      play: (text: string, guildId = 'guild') => tonearm.play({ ...request, guildId, text, message }),
      snapshot: (guildId = 'guild') => tonearm.session(guildId)?.snapshot,
    };
  }

  async function pass(ms: number): Promise<void> {
    for (let round = 0; round < 20; round += 1) await settle();
    await clock.advance(ms);
  }

  it('hold for what a listener chooses for a track, unless its session has rules of its own', async () => {
    const { tonearm, play } = await aBot();
    const wanted = { source: 'service', kind: 'track', id: 'wanted' } as const;
    const track = { source: 'fake', kind: 'track', id: 'two' } as const;
    const choose = () => tonearm.matches.choose({ guildId: 'guild', wanted, track });
    await tonearm.settings.change('guild', { longestTrackMs: 90_000 });
    expect(await rejection(choose())).to.be.instanceOf(RefusedError);
    await play('one').added;
    tonearm.session('guild')?.setRules(NO_RULES);
    expect(await choose()).to.include({ id: 'two' });
  });

  it('are how a new session begins, after a restart too, and in no other guild', async () => {
    const first = await aBot();
    await first.tonearm.settings.change('guild', {
      volumePercent: 50,
      crossfadeMs: 3_000,
      normalize: true,
      autoplay: true,
      stay: true,
      longestTrackMs: 90_000,
    });
    const { play, snapshot } = await aBot();
    await play('one').added;
    await play('one', 'other').added;
    expect(snapshot()).to.deep.include({ autoplay: true, stay: true });
    expect(snapshot()?.sound).to.include({ volumePercent: 50, crossfadeMs: 3_000, normalize: true });
    expect(snapshot()?.rules).to.include({ longestTrackMs: 90_000 });
    expect(snapshot('other')).to.deep.include({ autoplay: false, stay: false });
    expect(snapshot('other')?.sound).to.include({ volumePercent: 100 });
  });

  it('change a living session at once, and leave alone what listeners have changed beside it', async () => {
    const { tonearm, play, snapshot } = await aBot();
    await play('one').added;
    tonearm.session('guild')?.setSound({ volumePercent: 30 });
    await tonearm.settings.change('guild', { crossfadeMs: 2_000, longestTrackMs: 90_000, stay: true });
    expect(snapshot()?.sound).to.include({ volumePercent: 30, crossfadeMs: 2_000 });
    expect(snapshot()?.stay).to.equal(true);
    expect(await rejection(play('two').added)).to.be.instanceOf(RefusedError);
    await tonearm.settings.reset('guild');
    expect(snapshot()?.stay).to.equal(false);
    expect(await play('two').added).to.include({ kind: 'track' });
  });

  it('say after how long an idle session leaves', async () => {
    const { tonearm } = await aBot();
    await tonearm.settings.change('guild', { idleLeaveMs: 60_000 });
    tonearm.join('guild', 'lounge');
    tonearm.join('other', 'lounge');
    await pass(100_000);
    expect(tonearm.session('guild')).to.equal(undefined);
    expect(tonearm.session('other')).to.not.equal(undefined);
  });

  it('choose the view that draws the cards; one that has gone gives way to the bot’s own', async () => {
    const { tonearm, play } = await aBot();
    await tonearm.settings.change('guild', { view: 'second' });
    await play('one').added;
    await pass(5_000);
    expect(new Set(shown)).to.deep.equal(new Set(['second']));
    shown.length = 0;
    removeView();
    await play('two').added;
    await pass(5_000);
    expect(shown).to.include('first');
  });

  it('keep nobody from playing when they cannot be read', async () => {
    store.failing = true;
    const { play } = await aBot();
    store.failing = false;
    expect(await play('one').added).to.include({ kind: 'track' });
  });

  it('keep a session going where there is no ffmpeg any more', async () => {
    await (await aBot()).tonearm.settings.change('guild', { volumePercent: 50, stay: true });
    const { play, snapshot } = await aBot(false);
    await play('one').added;
    expect(snapshot()?.sound).to.include({ volumePercent: 100 });
    expect(snapshot()?.stay).to.equal(true);
  });
});
