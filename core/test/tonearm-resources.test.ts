import { englishOf } from '../src/model/phrase.js';
import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import type { Transcoder } from '../src/audio/transcoder.js';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import { ResourceLimitError } from '../src/errors/resource-errors.js';
import type { Priority } from '../src/model/priority.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import type { ResourceLimits } from '../src/resources/resource-limits.js';
import { silentLogger } from '../src/runtime/logger.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';

const MINUTE_MS = 60_000;
const SOFT = 100;
const HARD = 200;

/** A Tonearm with limits, and with as much memory in use as the test says. */
async function aTonearm(limits: Partial<ResourceLimits> = {}, transcoder?: Transcoder) {
  const clock = new FakeClock();
  const connector = new FakeVoiceConnector();
  const source = new FakeSource({
    tracks: [
      ...['one', 'two'].map((id) => aTrack({ id, title: id, durationMs: 1_000 })),
      // More than an output holds, so that its stream stays open.
      ...['long', 'epic'].map((id) => aTrack({ id, title: id, durationMs: 20_000 })),
    ],
  });
  const container = new Container();
  const memory = { bytes: 0 };
  container.provide(tokens.clock, clock);
  container.provide(tokens.logger, silentLogger);
  container.provide(tokens.transcoder, transcoder);
  container.provide(tokens.memory, () => memory.bytes);
  const fakes: Plugin = {
    name: 'fakes',
    setup: ({ sources, provide }) => {
      sources.add(source);
      provide(tokens.voiceConnector, connector);
    },
  };
  const plugins = [fakes];
  const tonearm = await createTonearm({
    container,
    plugins,
    limits: { memorySoftBytes: SOFT, memoryHardBytes: HARD, ...limits },
  });
  const everythingHappened = async () => {
    for (let round = 0; round < 30; round += 1) await settle();
  };
  const request = (guildId: string, text: string, priority: Priority = 'normal') =>
    tonearm.play({ guildId, voiceChannelId: 'lounge', requestedBy: 'ada', text, priority, place: 'end' });
  return {
    tonearm,
    clock,
    connector,
    source,
    request,
    everythingHappened,
    /** Asks, and waits until the track is opened. */
    async play(guildId: string, text = 'one', priority?: Priority) {
      const { added } = request(guildId, text, priority);
      await added;
      await everythingHappened();
    },
    output: (guildId: string) => connector.of(guildId).output,
    isIn: (guildId: string) => connector.of(guildId).state.status !== 'destroyed',
    async uses(bytes: number) {
      memory.bytes = bytes;
      await clock.advance(10_000);
    },
  };
}

describe('limits', () => {
  describe('voice connections', () => {
    it('make room by releasing the session that has been idle longest', async () => {
      const { tonearm, clock, isIn } = await aTonearm({ voiceConnections: 2 });
      tonearm.join('first', 'lounge');
      await clock.advance(1_000);
      tonearm.join('second', 'lounge');
      tonearm.join('third', 'lounge');
      expect(['first', 'second', 'third'].map(isIn)).to.deep.equal([false, true, true]);
      const { voiceConnections } = tonearm.resourceStatus();
      expect(voiceConnections).to.deep.include({ open: 2, created: 3, released: 1, reasons: { 'made-room': 1 } });
      await tonearm.close();
    });

    it('are refused in words when all are active, the oldest included, and what plays goes on', async () => {
      const { tonearm, play, request, output, isIn, connector } = await aTonearm({ voiceConnections: 2 });
      await play('first');
      await play('second');
      expect(() => request('third', 'one')).to.throw(ResourceLimitError, 'I am playing in 2 servers');
      expect(() => tonearm.join('third', 'lounge')).to.throw(ResourceLimitError);
      expect(tonearm.session('third')).to.equal(undefined);
      expect(connector.connections).to.have.length(2);
      expect(isIn('first') && isIn('second')).to.equal(true);
      expect(output('first').play(1)).to.equal(1);
      expect(tonearm.resourceStatus().voiceConnections).to.include({ open: 2, refused: 2 });
      await play('second', 'two');
      await tonearm.close();
    });

    it('come free when a guild leaves', async () => {
      const { tonearm, play, isIn } = await aTonearm({ voiceConnections: 1 });
      await play('first');
      tonearm.session('first')?.leave();
      await play('second');
      expect(isIn('second')).to.equal(true);
      await tonearm.close();
      expect(tonearm.resourceStatus().voiceConnections).to.include({ open: 0, created: 2, released: 2 });
    });
  });

  describe('streams', () => {
    it('are refused in words over the limit, and opened when one came free', async () => {
      const { tonearm, play, clock, source, output } = await aTonearm({ streams: 1 });
      await play('first', 'long');
      await play('second', 'epic');
      expect(source.openStreams).to.equal(1);
      expect(englishOf(tonearm.session('second')?.snapshot.playing?.trouble ?? '')).to.match(
        /^1 tracks are open already/,
      );
      tonearm.session('first')?.stop();
      await clock.advance(MINUTE_MS);
      expect(output('second').play(1)).to.equal(1);
      await tonearm.close();
      expect(tonearm.resourceStatus().streams.open).to.equal(0);
    });
  });

  describe('streams, where one track follows another', () => {
    it('cost no track: at the limit the next one is opened in its turn, not ahead of it', async () => {
      const { tonearm, play, clock, output, everythingHappened } = await aTonearm({ streams: 1 });
      await play('guild', 'long');
      await play('guild', 'epic');
      output('guild').play(1);
      await everythingHappened();
      // Longer than all tries of an opening take.
      await clock.advance(10 * MINUTE_MS);
      for (let round = 0; round < 4; round += 1) {
        output('guild').play(250);
        await everythingHappened();
      }
      expect(tonearm.session('guild')?.snapshot.playing?.entry.content.track.id).to.equal('epic');
      expect(output('guild').play(1)).to.equal(1);
      expect(tonearm.resourceStatus().streams.refused).to.equal(0);
      await tonearm.close();
    });
  });

  describe('memory', () => {
    it('above the soft limit opens no track ahead of its turn, and still plays it after', async () => {
      for (const [bytes, ahead] of [
        [SOFT - 1, 2],
        [SOFT, 1],
      ] as const) {
        const { tonearm, play, uses, source, output, everythingHappened } = await aTonearm();
        await uses(bytes);
        await play('guild', 'one');
        await play('guild', 'two');
        output('guild').play(1);
        await everythingHappened();
        expect(source.opened.length, `opened with ${bytes} bytes in use`).to.equal(ahead);
        output('guild').play(49);
        await everythingHappened();
        expect(tonearm.session('guild')?.snapshot.playing?.entry.content.track.id).to.equal('two');
        expect(source.opened).to.have.length(2);
        await tonearm.close();
      }
    });

    it('above the soft limit refuses low requests in words, and no others', async () => {
      const { tonearm, play, uses, request } = await aTonearm();
      await uses(SOFT);
      expect(() => request('guild', 'one', 'low')).to.throw(ResourceLimitError, 'short of memory');
      await play('guild', 'one', 'normal');
      expect(tonearm.resourceStatus().requests).to.deep.include({ refused: 1, reasons: { 'memory-soft': 1 } });
      await tonearm.close();
    });

    it('above the soft limit takes the memory of the cache', async () => {
      for (const [bytes, left] of [
        [SOFT - 1, 1],
        [SOFT, 0],
      ] as const) {
        const { tonearm, play, uses } = await aTonearm();
        await play('guild', 'https://music.example/one');
        await uses(bytes);
        expect((await tonearm.cleanUp('guild')).cacheEntries, `with ${bytes} bytes in use`).to.equal(left);
        await tonearm.close();
      }
    });

    it('above the soft limit renews nothing', async () => {
      const { tonearm, play, uses, clock } = await aTonearm();
      for (let time = 0; time < 4; time += 1) await play('guild', 'https://music.example/one');
      await uses(SOFT);
      clock.jump(24 * 60 * MINUTE_MS - MINUTE_MS);
      expect(await tonearm.warmCache()).to.include({ renewed: 0, because: 'memory' });
      await tonearm.close();
    });

    it('above the soft limit serves a stale answer without renewing it behind', async () => {
      for (const [bytes, lookups] of [
        [SOFT - 1, 2],
        [SOFT, 1],
      ] as const) {
        const { tonearm, play, uses, clock, source } = await aTonearm();
        await play('guild', 'https://music.example/one');
        await uses(bytes);
        clock.jump(25 * 60 * MINUTE_MS);
        await play('guild', 'https://music.example/one');
        expect(source.resolved.length, `lookups with ${bytes} bytes in use`).to.equal(lookups);
        await tonearm.close();
      }
    });

    it('above the hard limit refuses every new request in words, lets what plays go on, and recovers', async () => {
      const { tonearm, play, uses, request, output } = await aTonearm();
      await play('guild');
      await uses(HARD);
      expect(() => request('guild', 'two', 'urgent')).to.throw(ResourceLimitError, 'out of memory');
      expect(output('guild').play(1)).to.equal(1);
      await uses(SOFT - 10);
      await play('guild', 'two');
      await tonearm.close();
    });
  });
});

describe('The sweep of sessions', () => {
  it('leaves when nothing has played for the time, and says so', async () => {
    const { tonearm, clock, isIn } = await aTonearm({ idleLeaveMs: 5 * MINUTE_MS });
    tonearm.join('guild', 'lounge');
    const reasons: string[] = [];
    tonearm.session('guild')?.onEvent((event) => event.type === 'closed' && reasons.push(englishOf(event.reason)));
    await clock.advance(4 * MINUTE_MS);
    expect(isIn('guild')).to.equal(true);
    await clock.advance(90_000);
    expect(isIn('guild')).to.equal(false);
    expect(reasons).to.deep.equal(['I left: nothing has played for a while.']);
    expect(tonearm.resourceStatus().voiceConnections.reasons).to.deep.equal({ unused: 1 });
    expect(tonearm.session('guild')).to.equal(undefined);
    await tonearm.close();
  });

  it('never leaves who is active, however long', async () => {
    const { tonearm, clock, play, isIn } = await aTonearm();
    await play('guild');
    await clock.advance(24 * 60 * MINUTE_MS);
    expect(isIn('guild')).to.equal(true);
    await tonearm.close();
  });

  it('counts from the end of the last track, not from the coming', async () => {
    const { tonearm, clock, play, isIn, output, everythingHappened } = await aTonearm({ idleLeaveMs: 5 * MINUTE_MS });
    await play('guild');
    await clock.advance(60 * MINUTE_MS);
    output('guild').play(100);
    await everythingHappened();
    expect(tonearm.session('guild')?.snapshot.playing).to.equal(null);
    await clock.advance(4 * MINUTE_MS);
    expect(isIn('guild')).to.equal(true);
    await clock.advance(2 * MINUTE_MS);
    expect(isIn('guild')).to.equal(false);
    await tonearm.close();
  });

  it('gives who paused, or was thrown out with tracks left, much longer', async () => {
    const { tonearm, clock, play, isIn, connector } = await aTonearm({ haltedLeaveMs: 120 * MINUTE_MS });
    await play('paused');
    tonearm.session('paused')?.pause();
    await play('thrown out');
    connector.of('thrown out').become({ status: 'destroyed', error: null });
    await clock.advance(119 * MINUTE_MS);
    expect(isIn('paused')).to.equal(true);
    expect(tonearm.resourceStatus().sessions).to.deep.equal({ active: 0, halted: 2, idle: 0 });
    await clock.advance(2 * MINUTE_MS);
    expect(isIn('paused')).to.equal(false);
    expect(tonearm.session('thrown out')).to.equal(undefined);
    await tonearm.close();
  });
});

describe('The sweep of child processes', () => {
  it('kills what has outlived its track, now and then and when asked to, and counts it with its reason', async () => {
    let orphans = 2;
    const transcoder: Transcoder = {
      transcode: () => {
        throw new Error('Nothing is transcoded here.');
      },
      sweep: () => {
        const killed = orphans;
        orphans = 0;
        return killed;
      },
    };
    const { tonearm, clock } = await aTonearm({}, transcoder);
    await clock.advance(31_000);
    expect(orphans).to.equal(0);
    orphans = 1;
    expect(await tonearm.cleanUp('guild')).to.deep.include({ children: 1 });
    expect(tonearm.resourceStatus().childProcesses.reasons).to.deep.equal({ orphan: 3 });
    await tonearm.close();
    orphans = 1;
    await clock.advance(60_000);
    expect(orphans, 'no more once it is closed').to.equal(1);
  });
});

describe('cleanUp', () => {
  it('closes the asking guild’s idle session at once, and none that another guild may want', async () => {
    const { tonearm, isIn, play } = await aTonearm();
    tonearm.join('mine', 'lounge');
    tonearm.join('theirs', 'lounge');
    await play('busy');
    expect(await tonearm.cleanUp('mine')).to.deep.include({ sessions: 1 });
    expect(await tonearm.cleanUp('busy')).to.deep.include({ sessions: 0 });
    expect(['mine', 'theirs', 'busy'].map(isIn)).to.deep.equal([false, true, true]);
    await tonearm.close();
  });
});
