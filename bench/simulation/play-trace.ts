import type { Tonearm } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import type { Heard, HeardTimes } from './heard-times.js';
import type { ListeningStep, ListeningTrace } from './listening-trace.js';
import { TimedSource } from './timed-source.js';
import { type VirtualBotOptions, virtualBot } from './virtual-bot.js';

/** What is switched off. */
export type Mechanisms = Omit<VirtualBotOptions, 'clock' | 'source'>;

/** So many that none is asked for again before its last request sounds. */
const GUILDS = 1_000;
/** How long the last requests may still take. */
const REST_MS = 3_600_000;

/**
 * Plays a trace through `Tonearm.play`, each request in a guild where nothing else plays, which is left at the first
 * sound. A request without sound has no times.
 */
export async function playTrace(trace: ListeningTrace, mechanisms: Mechanisms = {}): Promise<Heard> {
  const clock = new FakeClock();
  const source = new TimedSource({
    clock,
    lookupMs: (track) => trace.lookupMs[track] ?? Number.NaN,
    openingMs: (track) => trace.openingMs[track] ?? Number.NaN,
  });
  const tonearm = await virtualBot({ clock, source, ...mechanisms });
  const times: HeardTimes[] = [];
  for (const [index, step] of trace.steps.entries()) {
    await clock.advance(step.atMs - clock.monotonic());
    ask(tonearm, clock, `guild-${index % GUILDS}`, step, (heard) => times.push(heard));
  }
  await clock.advance(REST_MS);
  await tonearm.close();
  return { times, lookups: source.calls.filter(({ method }) => method === 'resolve').length };
}

function ask(
  tonearm: Tonearm,
  clock: FakeClock,
  guildId: string,
  { track, priority }: ListeningStep,
  onHeard: (times: HeardTimes) => void,
): void {
  const askedMs = clock.monotonic();
  const sinceMs = () => clock.monotonic() - askedMs;
  const text = `https://music.example/${track}`;
  const request = { guildId, voiceChannelId: 'lounge', requestedBy: 'ada', text, priority, place: 'end' } as const;
  const ticket = tonearm.play(request);
  const ackMs = sinceMs();
  let infoMs = Number.NaN;
  ticket.added.then(
    () => {
      infoMs = sinceMs();
    },
    () => {},
  );
  tonearm.session(guildId)?.onEvent((event) => {
    if (event.type !== 'started') return;
    onHeard({ priority, ackMs, infoMs, audioMs: sinceMs() });
    queueMicrotask(() => tonearm.session(guildId)?.leave());
  });
}
