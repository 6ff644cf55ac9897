import { type GuildMember, PermissionFlagsBits, type VoiceBasedChannel } from 'discord.js';

/**
 * Whether a member may decide for others: by the DJ role, by Manage Server, or because nobody else listens.
 * @param djRole the role's name, in any case, or its id
 */
export function isDj(member: GuildMember, djRole: string): boolean {
  if (member.permissions.has(PermissionFlagsBits.ManageGuild)) return true;
  const wanted = djRole.toLowerCase();
  if (member.roles.cache.some(({ id, name }) => id === djRole || name.toLowerCase() === wanted)) return true;
  return isOnlyListener(member);
}

/** What keeps us from playing in a channel, in words; `undefined` when nothing does. */
export function whyNotPlayIn(channel: VoiceBasedChannel): string | undefined {
  const { me } = channel.guild.members;
  const permissions = me ? channel.permissionsFor(me) : null;
  if (!permissions?.has(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.Connect)) {
    return `I am not allowed into ${channel}. Ask someone who manages the server to give me the Connect permission there.`;
  }
  if (!permissions.has(PermissionFlagsBits.Speak)) {
    return `I am not allowed to speak in ${channel}. Ask someone who manages the server to give me the Speak permission there.`;
  }
  const full = channel.full && me?.voice.channelId !== channel.id && !permissions.has(PermissionFlagsBits.MoveMembers);
  return full ? `${channel} is full. Make room, or go to another channel.` : undefined;
}

/** Whether the member sits in the channel where we play (or would play) and no other person does. */
function isOnlyListener(member: GuildMember): boolean {
  const { channel } = member.voice;
  const ours = member.guild.members.me?.voice.channelId;
  if (!channel || (ours && ours !== channel.id)) return false;
  return channel.members.every(({ id, user }) => id === member.id || user.bot);
}
