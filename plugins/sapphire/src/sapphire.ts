import { container, type SapphireClient } from '@sapphire/framework';
import '@sapphire/plugin-subcommands/register';
import { type Logger, type Plugin, type Tonearm, tokens } from '@tonearm/core';
import { Events } from 'discord.js';
import { ClientAudience } from './client-audience.js';
import { speechFor } from './asked.js';
import { ClientVoiceGateway } from './client-voice-gateway.js';
import { COMMANDS } from './commands/all-commands.js';
import { ActionControls } from './controls/action-controls.js';
import { LyricsPages } from './controls/lyrics-pages.js';
import { tellOutcome } from './controls/playlist-imports.js';
import { SkipVotes } from './controls/skip-votes.js';
import { Followers } from './following/followers.js';
import { CoolDowns } from './policy/cool-downs.js';
import { type PolicyChanges, policyWith } from './policy/policy.js';
import { InteractionReply } from './replies/interaction-reply.js';
import { readAddress } from './replies/reply-address.js';
import type { Language } from './texts/catalogue.js';
import { provideToPieces } from './tonearm-container.js';

export interface SapphireOptions {
  /** Needs the intents `Guilds` and `GuildVoiceStates`. Log it in after `createTonearm` has resolved. */
  readonly client: SapphireClient;
  /** Registers the commands in these guilds, where they appear at once; everywhere when it is empty. */
  readonly guildIds?: readonly string[];
  /** Name or id of the role whose members decide for others, where a server has not chosen one; `DJ` by default. */
  readonly djRole?: string;
  /** The share of listeners, 0–1, whose votes skip a track that a member alone may not skip, where a server has not chosen one; 0.5 by default. */
  readonly skipShare?: number;
  /** Whether a person waits a moment between two uses of the commands whose rule says so; `true` by default. */
  readonly coolDowns?: boolean;
  /** Rules for single commands, where yours differ from ours: `{ stop: { who: 'listener' } }`. */
  readonly policy?: PolicyChanges;
  /** One language for all servers that have not chosen one; by default each server's own, as Discord knows it, else English. */
  readonly language?: Language;
}

/** Tonearm's slash commands and buttons on a Sapphire client. Its pieces are registered in code, so they load from any folder. */
export function sapphire(options: SapphireOptions): Plugin {
  const { client, guildIds = [], djRole = 'DJ', skipShare = 0.5, coolDowns = true, policy = {}, language } = options;
  return {
    name: 'sapphire',
    setup: ({ provide }) => {
      provide(tokens.voiceGateway, new ClientVoiceGateway(client));
      provide(tokens.audience, new ClientAudience(client));
      provide(tokens.languageOf, (guildId) => language ?? client.guilds.cache.get(guildId)?.preferredLocale ?? 'en');
      provide(tokens.findMessage, (address) => findReply(client, address));
    },
    start: async (tonearm, { logger, clock }) => {
      const followers = new Followers({ client, tonearm, clock, logger, language });
      provideToPieces({
        tonearm,
        logger,
        clock,
        guildIds,
        djRoleIn: (guildId) => tonearm.settings.of(guildId).djRole ?? djRole,
        skipShareIn: (guildId) => tonearm.settings.of(guildId).voteShare ?? skipShare,
        lyrics: new LyricsPages(),
        policy: policyWith(policy),
        coolDowns: coolDowns ? new CoolDowns(clock) : undefined,
        votes: new SkipVotes(),
        followers,
        languageIn: (guildId) => tonearm.settings.of(guildId).language ?? language,
      });
      for (const [name, piece] of Object.entries(COMMANDS)) {
        await container.stores.loadPiece({ name, piece, store: 'commands' });
      }
      await container.stores.loadPiece({ name: 'tonearm', piece: ActionControls, store: 'interaction-handlers' });
      const restore = async () => {
        await restoreSessions(tonearm, logger);
        await resumeImports(client, tonearm, logger);
      };
      client.once(Events.ClientReady, restore);
      return async () => {
        client.off(Events.ClientReady, restore);
        followers.close();
        await unloadPieces();
      };
    },
  };
}

/** The queues and channels of before the restart; a bot that cannot read them starts without. */
async function restoreSessions(tonearm: Tonearm, logger: Logger): Promise<void> {
  try {
    const sessions = await tonearm.restore();
    if (sessions > 0) logger.info('Sessions go on where they were before the restart', { sessions });
  } catch (error) {
    logger.error('What was saved before the restart cannot be read; nothing goes on', { error });
  }
}

/** Playlists that were being kept before the restart; what comes of them is told where that was promised. */
async function resumeImports(client: SapphireClient, tonearm: Tonearm, logger: Logger): Promise<void> {
  try {
    for (const { request, ticket } of await tonearm.resumeImports()) {
      const reply = request.address === undefined ? undefined : findReply(client, request.address);
      const guild = client.guilds.cache.get(request.guildId);
      if (reply && guild) void tellOutcome({ speech: speechFor(guild), logger }, request.name, ticket.added, reply);
    }
  } catch (error) {
    logger.error('The imports of before the restart cannot be read; none goes on', { error });
  }
}

/** A reply that an earlier process has begun. */
function findReply(client: SapphireClient, address: string): InteractionReply | undefined {
  const at = readAddress(address);
  return at && client.isReady() ? new InteractionReply(client, at, container.tonearmInSapphire) : undefined;
}

/** Sapphire's registry of commands outlives its client: what stays in it, the next client of the process would register. */
async function unloadPieces(): Promise<void> {
  const commands = container.stores.get('commands');
  for (const name of Object.keys(COMMANDS)) if (commands.has(name)) await commands.unload(name);
  const handlers = container.stores.get('interaction-handlers');
  if (handlers.has('tonearm')) await handlers.unload('tonearm');
}
