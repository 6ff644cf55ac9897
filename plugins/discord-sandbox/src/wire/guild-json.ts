import { ChannelType, OverwriteType } from 'discord-api-types/v10';
import type { ChannelRecord, GuildRecord, MemberRecord, RoleRecord, VoiceStateRecord } from '../world/records.js';
import type { World } from '../world/world.js';
import { userJson } from './user-json.js';

/** docs: Permissions, "Role Object". */
export function roleJson(role: RoleRecord) {
  return {
    id: role.id,
    name: role.name,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: role.permissions,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

/** docs: Channel, "Channel Object": a text channel, a voice channel or a stage of a guild. */
export function channelJson(channel: ChannelRecord) {
  const common = {
    id: channel.id,
    guild_id: channel.guildId,
    name: channel.name,
    position: channel.position,
    parent_id: null,
    nsfw: false,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: 0,
    permission_overwrites: channel.overwrites.map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.kind === 'role' ? OverwriteType.Role : OverwriteType.Member,
      allow: overwrite.allow,
      deny: overwrite.deny,
    })),
  };
  return channel.kind === 'text'
    ? { ...common, type: ChannelType.GuildText as const, topic: null }
    : {
        ...common,
        type: channel.kind === 'stage' ? (ChannelType.GuildStageVoice as const) : (ChannelType.GuildVoice as const),
        bitrate: 64_000,
        user_limit: channel.userLimit,
        rtc_region: channel.region,
      };
}

/** docs: Guild, "Guild Member Object". */
export function memberJson(world: World, member: MemberRecord) {
  return {
    user: userJson(world.guilds.user(member.userId)),
    nick: member.nickname,
    avatar: null,
    banner: null,
    roles: [...member.roleIds],
    joined_at: new Date(member.joinedAtMs).toISOString(),
    premium_since: null,
    deaf: member.deaf,
    mute: member.mute,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}

/** docs: Voice, "Voice State Object". */
export function voiceStateJson(world: World, state: VoiceStateRecord) {
  const member = world.guilds.isMember(state.guildId, state.userId)
    ? world.guilds.member(state.guildId, state.userId)
    : undefined;
  return {
    guild_id: state.guildId,
    channel_id: state.channelId,
    user_id: state.userId,
    ...(member === undefined ? {} : { member: memberJson(world, member) }),
    session_id: state.sessionId,
    deaf: member?.deaf ?? false,
    mute: member?.mute ?? false,
    self_deaf: state.selfDeaf,
    self_mute: state.selfMute,
    self_video: false,
    suppress: state.suppressed,
    request_to_speak_timestamp:
      state.requestToSpeakAtMs === null ? null : new Date(state.requestToSpeakAtMs).toISOString(),
  };
}

/** docs: Guild, "Guild Object", as `GET /guilds/:id` answers it. */
export function guildJson(world: World, guild: GuildRecord) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: world.guilds.roles(guild.id).map(roleJson),
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    hub_type: null,
    incidents_data: null,
  };
}

/**
 * docs: Gateway Events, "Guild Create". Voice states, and all members, only where the intents allow them; the bot
 * itself is always among the members.
 */
export function guildCreateJson(
  world: World,
  guild: GuildRecord,
  include: { readonly voiceStates: boolean; readonly allMembers: boolean },
) {
  const members = world.guilds.members(guild.id);
  const shown = include.allMembers ? members : members.filter((member) => member.userId === world.bot.id);
  const botMember = members.find((member) => member.userId === world.bot.id);
  const voiceStates = include.voiceStates ? world.voice.inGuild(guild.id) : [];
  return {
    ...guildJson(world, guild),
    joined_at: new Date(botMember?.joinedAtMs ?? 0).toISOString(),
    large: false,
    unavailable: false,
    member_count: members.length,
    members: shown.map((member) => memberJson(world, member)),
    channels: world.guilds.channels(guild.id).map(channelJson),
    threads: [],
    presences: [],
    // Inside GUILD_CREATE voice states come without guild_id and member (docs: Guild Create Extra Fields).
    voice_states: voiceStates.map((state) => {
      const { guild_id: _, member: __, ...rest } = voiceStateJson(world, state);
      return rest;
    }),
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
