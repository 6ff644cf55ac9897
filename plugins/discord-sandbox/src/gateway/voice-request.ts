import { holds } from '../world/permissions.js';
import type { ChannelRecord } from '../world/records.js';
import type { World } from '../world/world.js';
import type { GatewaySession } from './gateway-session.js';

/**
 * Op 4: the bot joins, moves, mutes itself or leaves (docs: Gateway Events, "Update Voice State"). As with Discord
 * nothing at all happens when the bot may not connect there: the bot has to notice by its own time limit.
 */
export function applyVoiceRequest(
  world: World,
  session: GatewaySession,
  data: Readonly<Record<string, unknown>>,
): void {
  const guildId = data['guild_id'];
  const channelId = data['channel_id'] ?? null;
  const botId = world.bot.id;
  if (typeof guildId !== 'string' || !session.owns(guildId) || !world.guilds.isMember(guildId, botId)) return;
  if (channelId === null) return world.voice.leave(guildId, botId);

  const channel = world.guilds.channels(guildId).find((candidate) => candidate.id === channelId);
  if (channel === undefined || channel.kind === 'text' || !mayConnect(world, channel)) return;
  world.voice.request({
    guildId,
    userId: botId,
    channelId: channel.id,
    sessionId: session.id,
    selfMute: data['self_mute'] === true,
    selfDeaf: data['self_deaf'] === true,
  });
}

function mayConnect(world: World, channel: ChannelRecord): boolean {
  const bits = world.guilds.permissions(channel.guildId, world.bot.id, channel.id);
  if (!holds(bits, 'ViewChannel') || !holds(bits, 'Connect')) return false;
  const others = world.voice.inChannel(channel.id).filter((state) => state.userId !== world.bot.id);
  return channel.userLimit === 0 || others.length < channel.userLimit || holds(bits, 'MoveMembers');
}
