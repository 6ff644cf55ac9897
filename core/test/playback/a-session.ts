import { setImmediate as settle } from 'node:timers/promises';
import type { OpusPacket } from '../../src/audio/opus-packet.js';
import { opusPackets } from '../../src/audio/opus-packets.js';
import { TieredCache } from '../../src/cache/tiered-cache.js';
import { Corrections } from '../../src/matching/corrections.js';
import type { Resolution } from '../../src/model/resolution.js';
import type { Audience } from '../../src/playback/audience.js';
import { Session } from '../../src/playback/session.js';
import type { SessionEvent } from '../../src/playback/session-events.js';
import { ResourceLedger } from '../../src/resources/resource-ledger.js';
import { type ResourceLimits, resourceLimits } from '../../src/resources/resource-limits.js';
import { StreamOpener } from '../../src/playback/stream-opener.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { Registry } from '../../src/runtime/registry.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import type { Source } from '../../src/sources/audio-source.js';
import { GuardedSources } from '../../src/sources/guarded-sources.js';
import { DEFAULT_DEADLINES } from '../../src/sources/guards/deadline-guard.js';
import { SourceResolver } from '../../src/sources/source-resolver.js';
import { StandIns } from '../../src/sources/stand-ins.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { FakeTranscoder } from '../../src/testing/fake-transcoder.js';
import { FakeVoiceConnector } from '../../src/testing/fake-voice.js';
import type { Track } from '../../src/model/track.js';

/**
 * A session with everything real around it but time, the source and the voice channel.
 * @param others sources that are searched after the first
 * @param openingCapacity most openings accepted and not ended
 */
export function aSession(
  source = new FakeSource({ tracks: [] }),
  openingCapacity = 100,
  limits: Partial<ResourceLimits> = {},
  {
    canChangeSound = true,
    others = [],
    audience,
  }: {
    readonly canChangeSound?: boolean;
    readonly others?: readonly Source[];
    readonly audience?: Audience;
  } = {},
) {
  const clock = new FakeClock();
  const logger = silentLogger;
  const registry = new Registry<Source>('source');
  for (const one of [source, ...others]) registry.add(one);
  const sources = new GuardedSources({
    sources: registry,
    clock,
    deadlines: DEFAULT_DEADLINES,
    breaker: (name) => new WindowBreaker({ name, clock }),
  });
  const resolving = new PriorityScheduler({ clock, logger });
  const opening = new PriorityScheduler({ clock, logger, capacity: openingCapacity });
  const store = new MemoryStore(clock);
  const cache = new TieredCache<Resolution>({ store, clock, logger, purpose: 'test', version: 1 });
  const retry = exponentialBackoff({ jitter: 'none' });
  const resolver = new SourceResolver({ sources, scheduler: resolving, cache, clock, logger, retry });
  const ledger = new ResourceLedger(resourceLimits(limits));
  const transcoder = new FakeTranscoder();
  const corrections = new Corrections(store);
  const standIns = new StandIns({ sources, resolver, chosen: corrections });
  const opener = new StreamOpener({
    sources,
    scheduler: opening,
    clock,
    ledger,
    canChangeSound,
    mixPackets: laidOver,
    standIns,
    readPackets: (stream, options) => opusPackets(stream, { ...options, transcoder }),
    retry,
  });
  const connector = new FakeVoiceConnector();
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const session = new Session({
    guildId: 'guild',
    connector,
    opener,
    resolver,
    clock,
    logger,
    ledger,
    newId,
    audience,
  });
  const events: SessionEvent[] = [];
  session.onEvent((event) => events.push(event));

  const reserve = (name: string, place: 'now' | 'next' | 'end' = 'end') =>
    session.reserve({ requestId: name, requestedBy: 'ada', query: name, place });
  return {
    session,
    source,
    clock,
    connector,
    transcoder,
    sources,
    resolver,
    standIns,
    corrections,
    cache,
    ledger,
    resolving,
    opening,
    events,
    reserve,
    /** Asks for tracks and answers at once. */
    add(...tracks: Track[]) {
      for (const track of tracks) {
        const id = reserve(track.id);
        session.answer(
          id,
          { kind: 'track', track },
          { reference: { source: 'fake', kind: 'track', id: track.id } },
          track.title,
        );
      }
    },
    get output() {
      return connector.of('guild').output;
    },
    /** Lets everything that is under way happen. */
    async settle() {
      for (let round = 0; round < 20; round += 1) await settle();
    },
    /** Ids of the tracks whose first frame left, in order. */
    started: () => events.flatMap((event) => (event.type === 'started' ? event.entry.content.track.id : [])),
    upcoming: () =>
      session.snapshot.upcoming.map(({ content }) =>
        content.kind === 'track' ? content.track.id : content.kind === 'pending' ? `? ${content.query}` : content.kind,
      ),
  };
}

/** Tracks of one second each, by these ids, in one fake source. */
export function someTracks(...ids: string[]): Track[] {
  return ids.map((id) => aTrack({ id, title: id, durationMs: 1_000 }));
}

/** Frames of one of {@link someTracks}. */
export const ONE_TRACK = 50;

/** A session in a voice channel, and the tracks it may be asked for. */
export function playing(...ids: string[]) {
  const tracks = someTracks(...ids);
  const town = aSession(new FakeSource({ tracks }));
  town.session.join('lounge');
  return { ...town, tracks, output: town.output };
}

/** Appends to each packet of the next track that sounds together with the other one the number 255. */
async function* laidOver(tail: AsyncIterable<OpusPacket>, next: AsyncIterable<OpusPacket>): AsyncGenerator<OpusPacket> {
  let together = 0;
  for await (const _ of tail) together += 1;
  for await (const { data, samples } of next) {
    yield { data: together > 0 ? Uint8Array.of(...data, 255) : data, samples };
    together -= 1;
  }
}
