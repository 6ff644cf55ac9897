import { ApplicationCommandType } from 'discord-api-types/v10';
import { mayUse } from '../api/command-data.js';
import { messageJson } from '../wire/message-json.js';
import { holds } from '../world/permissions.js';
import type { InteractionRecord, MemberRecord, MessageRecord } from '../world/records.js';
import type { World } from '../world/world.js';
import type {
  ChannelView,
  CommandView,
  GuildView,
  InteractionView,
  MemberView,
  PageSnapshot,
  RoleView,
  VoiceView,
} from './protocol.js';

/** One person in one guild: through whose eyes everything is shown. */
export interface Viewer {
  readonly userId: string;
  readonly guildId: string;
}

/** The newest messages of a channel that a snapshot holds. */
const MOST_MESSAGES = 100;

/** Everything the viewer sees at this moment. */
export function snapshotOf(world: World, viewer: Viewer): PageSnapshot {
  const guild = guildView(world, viewer);
  const messages = guild.channels
    .filter(({ kind }) => kind === 'text' || kind === 'direct')
    .flatMap(({ id }) =>
      world.messages
        .in(id)
        .filter((message) => sees(world, viewer, message))
        .slice(-MOST_MESSAGES),
    );
  return {
    userId: viewer.userId,
    guilds: guildsOf(world, viewer.userId),
    guild,
    voice: voiceViews(world, viewer.guildId),
    messages: messages.map((message) => messageView(world, message)),
  };
}

/** The guilds that the user is a member of. */
export function guildsOf(world: World, userId: string): readonly { readonly id: string; readonly name: string }[] {
  return world.guilds
    .guilds()
    .filter((guild) => world.guilds.isMember(guild.id, userId))
    .map(({ id, name }) => ({ id, name }));
}

export function guildView(world: World, viewer: Viewer): GuildView {
  const { id, name } = world.guilds.guild(viewer.guildId);
  return {
    id,
    name,
    botId: world.bot.id,
    botOnline: world.presence.online,
    channels: channelViews(world, viewer),
    roles: roleViews(world, viewer.guildId),
    members: world.guilds.members(id).map((member) => memberView(world, member)),
    commands: slashCommands(world, id).map(({ id, name, description, options = [] }): CommandView => {
      return { id, name, description, options };
    }),
  };
}

export function voiceViews(world: World, guildId: string): readonly VoiceView[] {
  return world.voice.inGuild(guildId).flatMap((state) => {
    const { userId, channelId, selfMute, selfDeaf, suppressed, requestToSpeakAtMs } = state;
    if (channelId === null || !world.guilds.isMember(guildId, userId)) return [];
    const { mute, deaf } = world.guilds.member(guildId, userId);
    const heard = { muted: mute || selfMute, deafened: deaf || selfDeaf, suppressed };
    return [{ userId, channelId, ...heard, asksToSpeak: requestToSpeakAtMs !== null }];
  });
}

/** Whether the message is in a channel of the viewer's and meant for their eyes. */
export function sees(world: World, viewer: Viewer, message: MessageRecord): boolean {
  if (message.guildId === null) return world.direct.with(viewer.userId)?.id === message.channelId;
  if (message.guildId !== viewer.guildId) return false;
  if (message.visibleTo !== null && message.visibleTo !== viewer.userId) return false;
  return seesChannel(world, viewer, message.channelId);
}

export function seesChannel(world: World, { guildId, userId }: Viewer, channelId: string): boolean {
  const known = world.guilds.channels(guildId).some((channel) => channel.id === channelId);
  return known && holds(world.guilds.permissions(guildId, userId, channelId), 'ViewChannel');
}

/** The message as Discord's JSON, with attachments by path: the page asks for them where it came from. */
export function messageView(world: World, message: MessageRecord) {
  return messageJson(world, '', message);
}

/** `undefined` for autocompletion, which is answered to who asked. Never holds the interaction's token. */
export function interactionView(interaction: InteractionRecord): InteractionView | undefined {
  const { id, kind, channelId, sourceMessageId, createdAtMs, data, acknowledgement, unanswered } = interaction;
  if (kind === 'autocomplete') return undefined;
  const { name, custom_id: customId } = data as { name?: unknown; custom_id?: unknown };
  return {
    id,
    state: unanswered ? 'unanswered' : acknowledgement === null ? 'sent' : 'answered',
    use: kind,
    channelId,
    commandName: kind === 'command' && typeof name === 'string' ? name : null,
    messageId: sourceMessageId,
    customId: kind === 'component' && typeof customId === 'string' ? customId : null,
    createdAtMs,
  };
}

function channelViews(world: World, viewer: Viewer): readonly ChannelView[] {
  return [...guildChannelViews(world, viewer), ...directViews(world, viewer)];
}

/** The direct messages of the bot, once there are any. They are there to be read: commands are used in guilds. */
function directViews(world: World, { userId }: Viewer): readonly ChannelView[] {
  const channel = world.direct.with(userId);
  if (channel === undefined || world.messages.in(channel.id).length === 0) return [];
  const rights = { maySend: false, mayConnect: false, commandIds: [] };
  return [{ id: channel.id, kind: 'direct', name: world.bot.displayName, status: '', ...rights }];
}

function guildChannelViews(world: World, viewer: Viewer): readonly ChannelView[] {
  const { guildId, userId } = viewer;
  const commands = slashCommands(world, guildId);
  return world.guilds
    .channels(guildId)
    .filter((channel) => seesChannel(world, viewer, channel.id))
    .toSorted((one, other) => one.position - other.position)
    .map(({ id, kind, name, status }) => {
      const bits = world.guilds.permissions(guildId, userId, id);
      const commandIds = commands.filter((command) => mayUse(bits, command)).map((command) => command.id);
      const rights = { maySend: holds(bits, 'SendMessages'), mayConnect: holds(bits, 'Connect'), commandIds };
      return { id, kind, name, status, ...rights };
    });
}

function roleViews(world: World, guildId: string): readonly RoleView[] {
  return world.guilds.roles(guildId).map(({ id, name, color }) => ({ id, name, color }));
}

function memberView(world: World, { guildId, userId, roleIds, nickname }: MemberRecord): MemberView {
  const { name, displayName, bot } = world.guilds.user(userId);
  const roles = world.guilds
    .roles(guildId)
    .filter((role) => roleIds.includes(role.id))
    .toSorted((one, other) => other.position - one.position);
  return {
    id: userId,
    name,
    displayName: nickname ?? displayName,
    bot,
    color: roles.find((role) => role.color !== 0)?.color ?? 0,
    roleNames: roles.map((role) => role.name),
    standing: standingOf(world, guildId, userId),
    activity: bot ? world.presence.activity : null,
  };
}

/** What someone may do in a guild, in one word. */
export function standingOf(world: World, guildId: string, userId: string): MemberView['standing'] {
  if (world.guilds.guild(guildId).ownerId === userId) return 'owner';
  return holds(world.guilds.permissions(guildId, userId), 'ManageGuild') ? 'manager' : 'member';
}

function slashCommands(world: World, guildId: string) {
  return world.commands.usableIn(guildId).filter((command) => command.type === ApplicationCommandType.ChatInput);
}
