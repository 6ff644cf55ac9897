import { ChannelType } from 'discord-api-types/v10';
import type { DirectChannelRecord } from '../world/records.js';
import type { World } from '../world/world.js';
import { userJson } from './user-json.js';

/** docs: Channel, "Channel Object": the direct messages with one user. */
export function directChannelJson(world: World, channel: DirectChannelRecord) {
  return {
    id: channel.id,
    type: ChannelType.DM as const,
    last_message_id: world.messages.in(channel.id).at(-1)?.id ?? null,
    recipients: [userJson(world.guilds.user(channel.userId))],
    flags: 0,
  };
}
