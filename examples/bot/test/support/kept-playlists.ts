import type { PlaylistOwner } from '@tonearm/core';
import type { SandboxInteraction } from '@tonearm/discord-sandbox';
import type { TestBot } from './a-bot.js';

/** What is said of a name that is none. */
export const BAD_NAME = 'A name has 1 to 80 characters that can be read, on one line.';

/** Who keeps playlists of their own. */
export function ownersOf({ guild, manager, listener }: TestBot) {
  return {
    guild: { kind: 'guild', id: guild.id },
    manager: { kind: 'user', id: manager.id },
    listener: { kind: 'user', id: listener.id },
  } as const satisfies Readonly<Record<string, PlaylistOwner>>;
}

/** What stands in a playlist, in order. */
export async function titlesIn({ tonearm }: TestBot, owner: PlaylistOwner, name: string): Promise<readonly string[]> {
  const { items } = await tonearm.playlists.find(owner, name);
  return items.map((item) => ('title' in item ? item.title : item.id));
}

/** Deletes all playlists of these owners. */
export async function forgetPlaylists(bot: TestBot): Promise<void> {
  const { playlists } = bot.tonearm;
  for (const owner of Object.values(ownersOf(bot))) {
    for (const { name } of await playlists.list(owner)) {
      await playlists.delete(owner, name, { id: owner.id, isDj: true });
    }
  }
}

/** Waits until the reply says this. */
export function says(used: SandboxInteraction, words: RegExp): Promise<unknown> {
  return used.waitFor(({ message }) => words.test(message?.content ?? ''));
}
