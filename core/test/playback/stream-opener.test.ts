import { Readable } from 'node:stream';
import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { PLAIN_SOUND } from '../../src/audio/sound.js';
import { opusPackets } from '../../src/audio/opus-packets.js';
import { DeadlineError } from '../../src/errors/request-errors.js';
import { ResourceLedger } from '../../src/resources/resource-ledger.js';
import { resourceLimits } from '../../src/resources/resource-limits.js';
import { type PacketReader, StreamOpener } from '../../src/playback/stream-opener.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { Registry } from '../../src/runtime/registry.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import type { AudioSource } from '../../src/sources/audio-source.js';
import { GuardedSources } from '../../src/sources/guarded-sources.js';
import { DEFAULT_DEADLINES } from '../../src/sources/guards/deadline-guard.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeSource } from '../../src/testing/fake-source.js';

/** Opens from a source whose streams are these, whatever becomes of their signals. */
function opening(stream: () => Readable | Promise<Readable>, readPackets: PacketReader = opusPackets) {
  const clock = new FakeClock();
  const registry = new Registry<AudioSource>('source');
  registry.add(
    Object.assign(new FakeSource(), {
      open: async () => ({ readable: await stream(), format: 'opus', positionMs: 0 }) as const,
    }),
  );
  const breaker = (name: string) => new WindowBreaker({ name, clock });
  const sources = new GuardedSources({ sources: registry, clock, deadlines: DEFAULT_DEADLINES, breaker });
  const scheduler = new PriorityScheduler({ clock, logger: silentLogger });
  const retry = exponentialBackoff({ maxAttempts: 1 });
  const opener = new StreamOpener({
    sources,
    scheduler,
    clock,
    ledger: new ResourceLedger(resourceLimits()),
    readPackets,
    canChangeSound: false,
    retry,
  });
  const task = opener.open({
    track: aTrack(),
    positionMs: 0,
    priority: 'urgent',
    sound: PLAIN_SOUND,
    tenant: 'guild',
    logger: silentLogger,
  });
  return { clock, scheduler, task };
}

describe('StreamOpener', () => {
  it('gives up a source that opens and then sends nothing, and frees its worker and its stream', async () => {
    const mute = new Readable({ read: () => {} });
    const { clock, scheduler, task } = opening(() => mute);
    const outcome = task.result.catch((error: unknown) => error);
    await clock.advance(60_000);
    expect(await outcome).to.be.instanceOf(DeadlineError);
    expect(mute.destroyed).to.equal(true);
    expect(scheduler.stats()).to.include({ running: 0, busyWorkers: 0 });
    expect(clock.pendingTimers).to.equal(0);
  });

  it('frees a stream that comes in the moment in which it is no longer wanted', async () => {
    // The cancel meets every microtask between the stream's coming and its first packet.
    for (let ticks = 0; ticks < 40; ticks += 1) {
      const readable = Readable.from([Uint8Array.of(0xfc, 0xff, 0xfe)], { objectMode: true });
      const { promise, resolve } = Promise.withResolvers<Readable>();
      const { task } = opening(() => promise);
      await settle();
      resolve(readable);
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      const result = task.result.then(({ close }) => close()).catch(() => {});
      task.cancel('No longer wanted.');
      await result;
      await settle();
      expect(readable.destroyed, `cancelled ${ticks} microtasks later`).to.equal(true);
    }
  });

  it('lets the reader behind the packets end when the stream is closed in the middle', async () => {
    let isOver = false;
    const { task } = opening(
      () => Readable.from([]),
      async function* () {
        try {
          for (;;) yield { data: Uint8Array.of(0xfc, 0xff, 0xfe), samples: 960 };
        } finally {
          isOver = true;
        }
      },
    );
    const { packets, close } = await task.result;
    await packets.next();
    await packets.next();
    expect(isOver).to.equal(false);
    close();
    await settle();
    expect(isOver).to.equal(true);
  });
});
