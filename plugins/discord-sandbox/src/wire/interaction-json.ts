import { channelJson, memberJson } from './guild-json.js';
import { interactionType, messageJson } from './message-json.js';
import type { InteractionRecord } from '../world/records.js';
import type { World } from '../world/world.js';

/** `context: 0`: used inside a guild (docs: Receiving and Responding, "Interaction Context Types"). */
const IN_GUILD = 0;
/** The largest upload of a guild without boosts, in bytes. */
const ATTACHMENT_LIMIT = 10 * 1024 * 1024;

/** docs: Receiving and Responding, "Interaction Object", the body of INTERACTION_CREATE. */
export function interactionJson(world: World, origin: string, interaction: InteractionRecord) {
  const { guildId, channelId, userId } = interaction;
  const guild = world.guilds.guild(guildId);
  const permissions = String(world.guilds.permissions(guildId, userId, channelId));
  const source =
    interaction.sourceMessageId === null ? undefined : world.messages.find(channelId, interaction.sourceMessageId);
  return {
    id: interaction.id,
    application_id: world.bot.id,
    type: interactionType(interaction.kind),
    data: interaction.data,
    guild: { id: guildId, locale: guild.locale, features: [] },
    guild_id: guildId,
    channel: channelJson(world.guilds.channel(channelId)),
    channel_id: channelId,
    member: { ...memberJson(world, world.guilds.member(guildId, userId)), permissions },
    token: interaction.token,
    version: 1,
    ...(source === undefined ? {} : { message: messageJson(world, origin, source) }),
    app_permissions: String(world.guilds.permissions(guildId, world.bot.id, channelId)),
    locale: world.guilds.user(userId).locale,
    guild_locale: guild.locale,
    entitlements: [],
    authorizing_integration_owners: { '0': guildId },
    context: IN_GUILD,
    attachment_size_limit: ATTACHMENT_LIMIT,
  };
}
