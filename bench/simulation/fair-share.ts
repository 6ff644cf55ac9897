import type { Tonearm } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { BucketQueue } from '../rivals/bucket-queue.js';
import { TimedSource } from './timed-source.js';
import { virtualBot } from './virtual-bot.js';

/** What a guild asks for, all at once. Of several guilds one asks after the other. */
export interface Wishes {
  readonly guild: string;
  readonly tracks: number;
  /** When it asks, in milliseconds since the beginning; at once when it is left out. */
  readonly atMs?: number;
}

/** One request's end. */
export interface Served {
  readonly guild: string;
  /** Since it was asked for, in milliseconds. */
  readonly waitMs: number;
}

export interface ServeOptions {
  /** How long each lookup takes, in milliseconds. */
  readonly lookupMs: number;
  readonly workers: number;
}

/** Asks Tonearm for everything. Tells in which order it was found, and after how long. */
export async function serveByTonearm(
  wishes: readonly Wishes[],
  { lookupMs, workers }: ServeOptions,
): Promise<readonly Served[]> {
  const clock = new FakeClock();
  const source = new TimedSource({ clock, lookupMs: () => lookupMs, openingMs: () => 0 });
  const capacity = total(wishes);
  const tonearm = await virtualBot({ clock, source, workers, maxWorkers: workers, capacity });
  const served: Served[] = [];
  for (const [index, { guild, atMs = 0 }] of inOrder(wishes).entries()) {
    await until(clock, atMs);
    void ask(tonearm, guild, index).then(() => served.push({ guild, waitMs: clock.monotonic() - atMs }));
  }
  while (served.length < capacity) await clock.advance(lookupMs);
  await tonearm.close();
  return served;
}

/** The same without turns: first come, first served. */
export async function serveInOrder(
  wishes: readonly Wishes[],
  { lookupMs, workers }: ServeOptions,
): Promise<readonly Served[]> {
  const clock = new FakeClock();
  const queue = new BucketQueue(workers);
  const served: Served[] = [];
  for (const { guild, atMs = 0 } of inOrder(wishes)) {
    await until(clock, atMs);
    const task = queue.submit(0, () => clock.sleep(lookupMs));
    void task.then(() => served.push({ guild, waitMs: clock.monotonic() - atMs }));
  }
  while (served.length < total(wishes)) await clock.advance(lookupMs);
  return served;
}

/**
 * Jain's index of what each guild had got when the first of them had everything: 1 when all had the same, 1/n when one
 * had all (R. Jain, D. Chiu, W. Hawe, DEC-TR-301, 1984).
 */
export function jainIndex(wishes: readonly Wishes[], served: readonly Served[]): number {
  const got = new Map(wishes.map(({ guild }) => [guild, 0]));
  for (const { guild } of served) {
    const mine = (got.get(guild) ?? 0) + 1;
    got.set(guild, mine);
    if (mine === wishes.find((one) => one.guild === guild)?.tracks) break;
  }
  const shares = [...got.values()];
  const sum = shares.reduce((all, share) => all + share, 0);
  const squares = shares.reduce((all, share) => all + share ** 2, 0);
  return sum ** 2 / (shares.length * squares);
}

async function ask(tonearm: Tonearm, guildId: string, index: number): Promise<void> {
  const text = `https://music.example/${index}`;
  const request = { guildId, voiceChannelId: 'lounge', requestedBy: 'ada', text, priority: 'normal' } as const;
  await tonearm.play({ ...request, place: 'end' }).added;
}

async function until(clock: FakeClock, atMs: number): Promise<void> {
  if (clock.monotonic() < atMs) await clock.advance(atMs - clock.monotonic());
}

/** One for each track. */
function inOrder(wishes: readonly Wishes[]): readonly Wishes[] {
  return wishes.flatMap((wish) => Array.from({ length: wish.tracks }, () => wish));
}

function total(wishes: readonly Wishes[]): number {
  return wishes.reduce((sum, { tracks }) => sum + tracks, 0);
}
