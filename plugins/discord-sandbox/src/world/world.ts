import { randomBytes } from 'node:crypto';
import type { Clock } from '@tonearm/core';
import { Attachments } from './attachments.js';
import { BotPresence } from './bot-presence.js';
import { Commands } from './commands.js';
import { DirectMessages } from './direct-messages.js';
import { Guilds } from './guilds.js';
import { Interactions, type InteractionTimes } from './interactions.js';
import { Messages } from './messages.js';
import type { UserRecord } from './records.js';
import { Snowflakes } from './snowflakes.js';
import { VoiceStates } from './voice-states.js';
import { WorldEvents } from './world-event.js';

/** The state of the local Discord, and the one stream of what changes in it. It knows nothing of HTTP or sockets. */
export class World {
  readonly events = new WorldEvents();
  readonly guilds: Guilds;
  readonly voice: VoiceStates;
  readonly messages: Messages;
  readonly direct: DirectMessages;
  readonly attachments: Attachments;
  readonly commands: Commands;
  readonly interactions: Interactions;
  readonly presence: BotPresence;
  /** The one bot; its application has the same id, as with all bots of today. */
  readonly bot: UserRecord;
  /** What the bot authenticates with; in the form of a real one, whose first part is the bot's id in base64. */
  readonly token: string;

  constructor(
    readonly clock: Clock,
    options: { readonly botName: string; readonly times: InteractionTimes },
  ) {
    const snowflakes = new Snowflakes(clock);
    this.guilds = new Guilds(this.events, snowflakes, clock);
    this.bot = this.guilds.addUser({ name: options.botName, displayName: options.botName, bot: true, locale: 'en-US' });
    this.token = `${Buffer.from(this.bot.id).toString('base64url')}.${randomBytes(4).toString('hex')}.${randomBytes(24).toString('base64url')}`;
    this.presence = new BotPresence(this.events);
    this.voice = new VoiceStates(this.events, this.guilds);
    this.messages = new Messages(this.events, snowflakes, clock);
    this.direct = new DirectMessages(this.guilds, snowflakes, this.bot.id);
    this.attachments = new Attachments(snowflakes);
    this.commands = new Commands(this.events, snowflakes, this.bot.id);
    this.interactions = new Interactions(this.events, snowflakes, clock, this.messages, this.bot.id, options.times);
    this.events.add((event) => {
      if (event.kind === 'channel-deleted') this.#empty(event.channel.id);
    });
  }

  /** What was said in a channel goes with it, and whoever is in it has to leave. */
  #empty(channelId: string): void {
    this.messages.forget(channelId);
    for (const { guildId, userId } of this.voice.inChannel(channelId)) this.voice.leave(guildId, userId);
  }
}
