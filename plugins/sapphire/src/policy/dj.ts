import { type Guild, type GuildMember, PermissionFlagsBits } from 'discord.js';
import { peopleIn } from './people.js';

/**
 * Whether a member may decide for others: by the DJ role, by Manage Server, or because nobody else listens.
 * @param djRole the role's name, in any case, or its id
 */
export function isDj(member: GuildMember, djRole: string): boolean {
  return leads(member, djRole) || isOnlyListener(member);
}

/** The same for what outlasts the moment: to be alone in a channel is not enough. */
export function leads(member: GuildMember, djRole: string): boolean {
  if (member.permissions.has(PermissionFlagsBits.ManageGuild)) return true;
  const wanted = djRole.toLowerCase();
  return member.roles.cache.some(({ id, name }) => id === djRole || name.toLowerCase() === wanted);
}

/** The DJ role as people know it. @param djRole its name or its id */
export function djRoleName(guild: Guild, djRole: string): string {
  return guild.roles.cache.get(djRole)?.name ?? djRole;
}

/** Whether the member sits in the channel where we play (or would play) and no other person does. */
function isOnlyListener(member: GuildMember): boolean {
  const { channel } = member.voice;
  const ours = member.guild.members.me?.voice.channelId;
  if (!channel || (ours && ours !== channel.id)) return false;
  return peopleIn(channel).every((id) => id === member.id);
}
