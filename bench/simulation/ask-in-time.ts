import type { Priority, Tonearm } from '@tonearm/core';
import type { FakeClock } from '@tonearm/core/testing';

/** What somebody asks for, and when. */
export interface Wish {
  /** Since the beginning, in milliseconds. */
  readonly atMs: number;
  readonly text: string;
  readonly guildId: string;
  readonly priority: Priority;
}

/** How long a wish waited for its answer, in milliseconds; `null` when it was refused or failed. */
export interface Granted {
  readonly wish: Wish;
  readonly waitMs: number | null;
}

/** Long enough for every deadline to pass. */
const REST_MS = 3_600_000;

/** Asks a Tonearm for everything in its time, and closes it when all of it has ended. */
export async function askInTime(
  clock: FakeClock,
  tonearm: Tonearm,
  wishes: readonly Wish[],
): Promise<readonly Granted[]> {
  const granted: Granted[] = [];
  for (const wish of wishes) {
    await clock.advance(Math.max(0, wish.atMs - clock.monotonic()));
    const { text, guildId, priority } = wish;
    const asked = { text, guildId, priority, voiceChannelId: 'lounge', requestedBy: 'ada', place: 'end' } as const;
    void tonearm.play(asked).added.then(
      () => granted.push({ wish, waitMs: clock.monotonic() - wish.atMs }),
      () => granted.push({ wish, waitMs: null }),
    );
  }
  await clock.advance(REST_MS);
  await tonearm.close();
  return granted;
}

/** A wish for a track of its own every so many milliseconds, by guilds in turn. */
export function steadyWishes(
  count: number,
  everyMs: number,
  { priority, guilds }: { readonly priority: Priority; readonly guilds: number },
): readonly Wish[] {
  return Array.from({ length: count }, (_, index) => ({
    atMs: index * everyMs,
    text: `https://music.example/${index}`,
    guildId: `guild-${index % guilds}`,
    priority,
  }));
}
