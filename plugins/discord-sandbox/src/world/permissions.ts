import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { ChannelRecord, GuildRecord, MemberRecord, RoleRecord } from './records.js';

/** The name of a permission, such as `ManageGuild`. */
export type PermissionName = keyof typeof PermissionFlagsBits;

const EVERYTHING = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** What `@everyone` may do in a new guild: what Discord grants there by default. */
export const EVERYONE_PERMISSIONS = permissionBits([
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'Connect',
  'Speak',
  'UseVAD',
  'Stream',
  'ChangeNickname',
  'CreateInstantInvite',
]);

/** Permission names as a decimal number of bits, the form in which Discord writes them. */
export function permissionBits(names: readonly PermissionName[]): string {
  return String(names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n));
}

/** Whether the bits hold the permission. Administrators have been given all bits by {@link permissionsIn} already. */
export function holds(bits: bigint, name: PermissionName): boolean {
  return (bits & PermissionFlagsBits[name]) !== 0n;
}

/**
 * What a member may do in a guild or in one of its channels (docs: Permissions, "Permission Overwrites"): the owner
 * and administrators everything; else the roles together, then the channel's overwrites for everyone, for the
 * member's roles together and for the member.
 */
export function permissionsIn(
  guild: GuildRecord,
  member: MemberRecord,
  roles: readonly RoleRecord[],
  channel?: ChannelRecord,
): bigint {
  if (guild.ownerId === member.userId) return EVERYTHING;
  const held = new Set([guild.id, ...member.roleIds]);
  let bits = 0n;
  for (const role of roles) if (held.has(role.id)) bits |= BigInt(role.permissions);
  if (holds(bits, 'Administrator')) return EVERYTHING;
  if (channel === undefined) return bits;

  const of = (kind: 'role' | 'member', matches: (id: string) => boolean) => {
    const found = channel.overwrites.filter((overwrite) => overwrite.kind === kind && matches(overwrite.id));
    const deny = found.reduce((all, overwrite) => all | BigInt(overwrite.deny), 0n);
    const allow = found.reduce((all, overwrite) => all | BigInt(overwrite.allow), 0n);
    bits = (bits & ~deny) | allow;
  };
  of('role', (id) => id === guild.id);
  of('role', (id) => id !== guild.id && held.has(id));
  of('member', (id) => id === member.userId);
  return holds(bits, 'ViewChannel') ? bits : 0n;
}
