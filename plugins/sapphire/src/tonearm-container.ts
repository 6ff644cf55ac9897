import type { Clock, Logger, Tonearm } from '@tonearm/core';
import { container } from '@sapphire/framework';
import type { LyricsPages } from './controls/lyrics-pages.js';
import type { SkipVotes } from './controls/skip-votes.js';
import type { Followers } from './following/followers.js';
import type { CoolDowns } from './policy/cool-downs.js';
import type { Policy } from './policy/policy.js';

/** What Tonearm's commands find in Sapphire's container, since Sapphire builds its pieces itself. */
export interface TonearmInSapphire {
  readonly tonearm: Tonearm;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Name or id of the role that makes a DJ in a server. */
  djRoleIn(guildId: string): string;
  /** Guilds in which commands are registered at once; empty registers them everywhere. */
  readonly guildIds: readonly string[];
  readonly policy: Policy;
  /** `undefined` where nobody has to wait. */
  readonly coolDowns: CoolDowns | undefined;
  readonly votes: SkipVotes;
  /** The share of listeners, 0–1, whose votes skip a track in a server. */
  skipShareIn(guildId: string): number;
  readonly lyrics: LyricsPages;
  readonly followers: Pick<Followers, 'mendsIn'>;
  /** The language that was set for a server; `undefined` leaves it to Discord's. */
  languageIn(guildId: string): string | undefined;
}

declare module '@sapphire/pieces' {
  interface Container {
    /** The engine, for commands of one's own. */
    tonearm: Tonearm;
    tonearmInSapphire: TonearmInSapphire;
  }
}

/** Puts Tonearm where Sapphire's pieces find it. */
export function provideToPieces(provided: TonearmInSapphire): void {
  container.tonearm = provided.tonearm;
  container.tonearmInSapphire = provided;
}
