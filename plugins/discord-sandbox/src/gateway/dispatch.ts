import { GatewayIntentBits } from 'discord-api-types/v10';
import { channelJson, guildCreateJson, guildJson, memberJson, roleJson, voiceStateJson } from '../wire/guild-json.js';
import { interactionJson } from '../wire/interaction-json.js';
import { messageJson, withoutContent } from '../wire/message-json.js';
import { userJson } from '../wire/user-json.js';
import { holds } from '../world/permissions.js';
import type { MessageRecord } from '../world/records.js';
import type { World } from '../world/world.js';
import type { WorldEvent } from '../world/world-event.js';

/** One event as the gateway sends it: `t` and `d` of a payload with op 0. What is of no guild goes to the first shard. */
export interface Dispatch {
  readonly name: string;
  readonly guildId: string | null;
  readonly data: unknown;
}

const { Guilds, GuildMembers, GuildVoiceStates, GuildMessages, GuildMessageTyping, DirectMessages, MessageContent } =
  GatewayIntentBits;

/**
 * What a bot with these intents is told about a world event; `undefined` when nothing.
 * (docs: Gateway, "List of Intents"; Message Content: one's own messages and those that mention one are always whole)
 */
export function dispatchFor(world: World, origin: string, intents: number, event: WorldEvent): Dispatch | undefined {
  const has = (intent: number) => (intents & intent) !== 0;
  const when = (allowed: boolean, name: string, guildId: string, data: () => unknown): Dispatch | undefined =>
    allowed && world.guilds.isMember(guildId, world.bot.id) ? { name, guildId, data: data() } : undefined;

  switch (event.kind) {
    case 'guild-created':
      return when(has(Guilds), 'GUILD_CREATE', event.guild.id, () => guildCreate(world, intents, event.guild.id));
    case 'guild-updated':
      return when(has(Guilds), 'GUILD_UPDATE', event.guild.id, () => guildJson(world, event.guild));
    case 'guild-deleted':
      return has(Guilds) ? guildDelete(event.guild.id) : undefined;
    case 'role-created':
    case 'role-updated': {
      const name = event.kind === 'role-created' ? 'GUILD_ROLE_CREATE' : 'GUILD_ROLE_UPDATE';
      const { guildId } = event.role;
      return when(has(Guilds), name, guildId, () => ({ guild_id: guildId, role: roleJson(event.role) }));
    }
    case 'channel-created':
      return when(has(Guilds), 'CHANNEL_CREATE', event.channel.guildId, () => channelJson(event.channel));
    case 'channel-updated':
      return when(has(Guilds), 'CHANNEL_UPDATE', event.channel.guildId, () => channelJson(event.channel));
    case 'channel-deleted':
      return when(has(Guilds), 'CHANNEL_DELETE', event.channel.guildId, () => channelJson(event.channel));
    case 'member-added':
    case 'member-updated':
    case 'member-removed':
      return memberDispatch(world, intents, event, when);
    case 'voice-state-changed': {
      const { after } = event;
      const allowed = has(GuildVoiceStates) || after.userId === world.bot.id;
      return when(allowed, 'VOICE_STATE_UPDATE', after.guildId, () => voiceStateJson(world, after));
    }
    case 'voice-server-assigned': {
      const { guildId, token, endpoint } = event;
      return when(true, 'VOICE_SERVER_UPDATE', guildId, () => ({ guild_id: guildId, token, endpoint }));
    }
    case 'channel-status-changed': {
      const { id, guildId, status } = event.channel;
      return when(has(Guilds), 'VOICE_CHANNEL_STATUS_UPDATE', guildId, () => ({ id, guild_id: guildId, status }));
    }
    case 'message-created':
    case 'message-updated': {
      const { message } = event;
      const { guildId } = message;
      const name = event.kind === 'message-created' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE';
      if (guildId === null) return direct(has(DirectMessages), name, () => messageJson(world, origin, message));
      const allowed = has(GuildMessages) && seesMessage(world, message, guildId);
      const body = () => messageBody(world, origin, has(MessageContent), message, guildId);
      return when(allowed, name, guildId, body);
    }
    case 'message-deleted': {
      const { id, channelId, guildId } = event.message;
      if (guildId === null) return direct(has(DirectMessages), 'MESSAGE_DELETE', () => ({ id, channel_id: channelId }));
      const allowed = has(GuildMessages) && seesMessage(world, event.message, guildId);
      return when(allowed, 'MESSAGE_DELETE', guildId, () => ({ id, channel_id: channelId, guild_id: guildId }));
    }
    case 'typing-started': {
      const { guildId } = world.guilds.channel(event.channelId);
      return when(has(GuildMessageTyping), 'TYPING_START', guildId, () => ({
        channel_id: event.channelId,
        guild_id: guildId,
        user_id: event.userId,
        timestamp: Math.floor(world.clock.now() / 1000),
        member: memberJson(world, world.guilds.member(guildId, event.userId)),
      }));
    }
    case 'interaction-created': {
      const { interaction } = event;
      return when(true, 'INTERACTION_CREATE', interaction.guildId, () => interactionJson(world, origin, interaction));
    }
    case 'interaction-responded':
    case 'interaction-unanswered':
    case 'commands-changed':
    case 'bot-presence-changed':
      return undefined;
  }
}

/** The body of GUILD_CREATE for a bot with these intents. */
export function guildCreate(world: World, intents: number, guildId: string) {
  return guildCreateJson(world, world.guilds.guild(guildId), {
    voiceStates: (intents & GuildVoiceStates) !== 0,
    allMembers: (intents & GuildMembers) !== 0,
  });
}

function guildDelete(guildId: string): Dispatch {
  return { name: 'GUILD_DELETE', guildId, data: { id: guildId } };
}

type MemberEvent = Extract<WorldEvent, { readonly kind: 'member-added' | 'member-updated' | 'member-removed' }>;
type When = (allowed: boolean, name: string, guildId: string, data: () => unknown) => Dispatch | undefined;

/** The bot's own coming and going is that of the guild; its own changes need no intent. */
function memberDispatch(world: World, intents: number, event: MemberEvent, when: When): Dispatch | undefined {
  const { guildId, userId } = event.member;
  const own = userId === world.bot.id;
  const allowed = own || (intents & GuildMembers) !== 0;
  switch (event.kind) {
    case 'member-added':
      if (own) return when(true, 'GUILD_CREATE', guildId, () => guildCreate(world, intents, guildId));
      return when(allowed, 'GUILD_MEMBER_ADD', guildId, () => ({
        guild_id: guildId,
        ...memberJson(world, event.member),
      }));
    case 'member-updated':
      return when(allowed, 'GUILD_MEMBER_UPDATE', guildId, () => ({
        guild_id: guildId,
        ...memberJson(world, event.member),
      }));
    case 'member-removed':
      if (own) return guildDelete(guildId);
      return when(allowed, 'GUILD_MEMBER_REMOVE', guildId, () => ({
        guild_id: guildId,
        user: userJson(world.guilds.user(userId)),
      }));
  }
}

function direct(allowed: boolean, name: string, data: () => unknown): Dispatch | undefined {
  return allowed ? { name, guildId: null, data: data() } : undefined;
}

/** Ephemeral messages reach the bot only as answers to its requests. */
function seesMessage(world: World, message: MessageRecord, guildId: string): boolean {
  if (message.visibleTo !== null || !world.guilds.isMember(guildId, world.bot.id)) return false;
  return holds(world.guilds.permissions(guildId, world.bot.id, message.channelId), 'ViewChannel');
}

function messageBody(world: World, origin: string, contentIntent: boolean, message: MessageRecord, guildId: string) {
  const json = messageJson(world, origin, message);
  const whole =
    contentIntent || message.authorId === world.bot.id || json.mentions.some((user) => user.id === world.bot.id);
  const member = world.guilds.isMember(guildId, message.authorId)
    ? memberJson(world, world.guilds.member(guildId, message.authorId))
    : undefined;
  const { user: _, ...partialMember } = member ?? { user: undefined };
  return {
    ...(whole ? json : withoutContent(json)),
    guild_id: guildId,
    ...(member === undefined ? {} : { member: partialMember }),
  };
}
