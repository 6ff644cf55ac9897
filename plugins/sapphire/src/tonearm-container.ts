import type { Clock, Logger, Tonearm } from '@tonearm/core';
import { container } from '@sapphire/framework';

/** What Tonearm's commands find in Sapphire's container, since Sapphire builds its pieces itself. */
export interface TonearmInSapphire {
  readonly tonearm: Tonearm;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Name or id of the role that makes a DJ. */
  readonly djRole: string;
  /** Guilds in which commands are registered at once; empty registers them everywhere. */
  readonly guildIds: readonly string[];
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
