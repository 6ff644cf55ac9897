import { holds, type PermissionName } from '../world/permissions.js';
import type { ChannelRecord, DirectChannelRecord } from '../world/records.js';
import { refuse } from '../world/refusal.js';
import type { World } from '../world/world.js';

/** What needs no `Authorization`: interaction callbacks and webhooks carry a token in their path. */
const OPEN_PATHS = [/^\/gateway$/, /^\/interactions\/\d+\/[^/]+\/callback$/, /^\/webhooks\/\d+\/[^/]+/];

/** @throws Refusal 401 unless the request carries the bot's token or needs none */
export function requireToken(world: World, path: string, authorization: string | undefined): void {
  if (OPEN_PATHS.some((pattern) => pattern.test(path))) return;
  if (authorization !== `Bot ${world.token}`) throw refuse.unauthorized();
}

/** Whether the path's user is the bot. */
export function isMe(world: World, userId: string): boolean {
  return userId === '@me' || userId === world.bot.id;
}

/**
 * The channel, for a bot that may see it and has the permissions there.
 * @throws Refusal 10003, 50001, 50013
 */
export function requireChannel(
  world: World,
  channelId: string,
  permissions: readonly PermissionName[] = [],
): ChannelRecord {
  const channel = world.guilds.channel(channelId);
  if (!world.guilds.isMember(channel.guildId, world.bot.id)) throw refuse.missingAccess();
  const bits = world.guilds.permissions(channel.guildId, world.bot.id, channelId);
  if (!holds(bits, 'ViewChannel')) throw refuse.missingAccess();
  if (!permissions.every((name) => holds(bits, name))) throw refuse.missingPermissions();
  return channel;
}

/**
 * A channel that messages are in: one of a guild, or the direct messages with a user, where nothing has to be permitted.
 * @throws Refusal 10003, 50001, 50013
 */
export function requireMessageChannel(
  world: World,
  channelId: string,
  permissions: readonly PermissionName[] = [],
): { readonly id: string; readonly guildId: string | null; readonly direct: DirectChannelRecord | undefined } {
  const direct = world.direct.find(channelId);
  if (direct) return { id: channelId, guildId: null, direct };
  return { id: channelId, guildId: requireChannel(world, channelId, permissions).guildId, direct };
}

/** @throws Refusal 10004 for a guild without the bot, 50013 */
export function requireGuild(world: World, guildId: string, permissions: readonly PermissionName[] = []): void {
  if (!world.guilds.isMember(guildId, world.bot.id)) throw refuse.unknownGuild();
  const bits = world.guilds.permissions(guildId, world.bot.id);
  if (!permissions.every((name) => holds(bits, name))) throw refuse.missingPermissions();
}
