import { readFile } from 'node:fs/promises';
import type { BotKind } from '../stage/bot-process.js';

/** The package of the rivals, which is no workspace and has its own lockfile. */
export const PEERS = new URL('../../peers/', import.meta.url);

/** A bot that takes part. */
export interface Contestant {
  readonly name: 'tonearm' | 'bare' | 'distube' | 'discord-player';
  readonly title: string;
  readonly kind: BotKind | URL;
  /** The package whose version is told; none is told of ours. */
  readonly library?: string;
}

/** In the order of the columns; ours first, since the ratios are to it. */
export const CONTESTANTS: readonly Contestant[] = [
  { name: 'tonearm', title: 'Tonearm', kind: 'tonearm' },
  { name: 'bare', title: '@discordjs/voice alone', kind: 'bare', library: '@discordjs/voice' },
  { name: 'distube', title: 'DisTube', kind: new URL('bots/distube.ts', PEERS), library: 'distube' },
  {
    name: 'discord-player',
    title: 'discord-player',
    kind: new URL('bots/discord-player.ts', PEERS),
    library: 'discord-player',
  },
];

/** The title with the version that the rivals' package pins. */
export async function titleOf({ title, library }: Contestant): Promise<string> {
  if (library === undefined) return title;
  // Our own file, checked in beside this one.
  const { dependencies } = JSON.parse(await readFile(new URL('package.json', PEERS), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return `${title} ${dependencies[library]}`;
}
