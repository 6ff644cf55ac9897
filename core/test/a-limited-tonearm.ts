import { setImmediate as settle } from 'node:timers/promises';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import type { Priority } from '../src/model/priority.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import type { ResourceLimits } from '../src/resources/resource-limits.js';
import { silentLogger } from '../src/runtime/logger.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';

/** Bytes from which memory is short, and from which it is out. */
export const SOFT = 100;
export const HARD = 200;

/** A Tonearm with limits, and with as much memory in use as the test says. */
export async function aLimitedTonearm(limits: Partial<ResourceLimits> = {}) {
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
  container.provide(tokens.transcoder, undefined);
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
    ledger: container.resolve(tokens.ledger),
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
