import type { Clock } from '@tonearm/core';
import { EVERYONE_PERMISSIONS, permissionsIn } from './permissions.js';
import type {
  ChannelRecord,
  GuildRecord,
  MemberRecord,
  PermissionOverwrite,
  RoleRecord,
  UserRecord,
} from './records.js';
import { refuse } from './refusal.js';
import type { Snowflakes } from './snowflakes.js';
import type { WorldEvents } from './world-event.js';

/** Users, guilds, and what guilds consist of: roles, channels, members. */
export class Guilds {
  readonly #users = new Map<string, UserRecord>();
  readonly #guilds = new Map<string, GuildRecord>();
  readonly #roles = new Map<string, RoleRecord>();
  readonly #channels = new Map<string, ChannelRecord>();
  readonly #members = new Map<string, Map<string, MemberRecord>>();

  constructor(
    private readonly events: WorldEvents,
    private readonly snowflakes: Snowflakes,
    private readonly clock: Clock,
  ) {}

  addUser(user: Omit<UserRecord, 'id'> & { readonly id?: string }): UserRecord {
    const record: UserRecord = { id: this.snowflakes.next(), ...user };
    this.#users.set(record.id, record);
    return record;
  }

  /** @throws Refusal 10013 */
  user(id: string): UserRecord {
    return this.#users.get(id) ?? raise(refuse.unknownUser());
  }

  users(): readonly UserRecord[] {
    return [...this.#users.values()];
  }

  /** A guild with its `@everyone` role and its first members. */
  addGuild(draft: {
    readonly name: string;
    readonly ownerId: string;
    readonly locale: string;
    readonly memberIds: readonly string[];
  }): GuildRecord {
    const { memberIds, ...rest } = draft;
    const guild: GuildRecord = { id: this.snowflakes.next(), ...rest };
    this.#guilds.set(guild.id, guild);
    this.#members.set(guild.id, new Map(memberIds.map((userId) => [userId, this.#newMember(guild.id, userId, [])])));
    const everyone = { id: guild.id, guildId: guild.id, name: '@everyone', position: 0, color: 0 };
    this.#roles.set(guild.id, { ...everyone, permissions: EVERYONE_PERMISSIONS });
    this.events.emit({ kind: 'guild-created', guild });
    return guild;
  }

  /** @throws Refusal 10004 */
  guild(id: string): GuildRecord {
    return this.#guilds.get(id) ?? raise(refuse.unknownGuild());
  }

  guilds(): readonly GuildRecord[] {
    return [...this.#guilds.values()];
  }

  updateGuild(id: string, change: Partial<Omit<GuildRecord, 'id'>>): GuildRecord {
    const guild = { ...this.guild(id), ...change };
    this.#guilds.set(id, guild);
    this.events.emit({ kind: 'guild-updated', guild });
    return guild;
  }

  removeGuild(id: string): void {
    const guild = this.guild(id);
    this.#guilds.delete(id);
    this.#members.delete(id);
    for (const role of [...this.#roles.values()]) if (role.guildId === id) this.#roles.delete(role.id);
    for (const channel of [...this.#channels.values()]) if (channel.guildId === id) this.#channels.delete(channel.id);
    this.events.emit({ kind: 'guild-deleted', guild });
  }

  addRole(
    guildId: string,
    draft: { readonly name: string; readonly permissions?: string; readonly color?: number },
  ): RoleRecord {
    const position = this.roles(guildId).length;
    const role: RoleRecord = { id: this.snowflakes.next(), guildId, permissions: '0', color: 0, position, ...draft };
    this.#roles.set(role.id, role);
    this.events.emit({ kind: 'role-created', role });
    return role;
  }

  updateRole(id: string, change: Partial<Omit<RoleRecord, 'id' | 'guildId'>>): RoleRecord {
    const role = { ...(this.#roles.get(id) ?? raise(refuse.unknownRole())), ...change };
    this.#roles.set(id, role);
    this.events.emit({ kind: 'role-updated', role });
    return role;
  }

  roles(guildId: string): readonly RoleRecord[] {
    return [...this.#roles.values()].filter((role) => role.guildId === guildId);
  }

  addChannel(
    guildId: string,
    draft: { readonly kind: ChannelRecord['kind']; readonly name: string; readonly userLimit?: number },
  ): ChannelRecord {
    const channel: ChannelRecord = {
      id: this.snowflakes.next(),
      guildId: this.guild(guildId).id,
      position: this.channels(guildId).length,
      overwrites: [],
      userLimit: 0,
      region: null,
      status: '',
      ...draft,
    };
    this.#channels.set(channel.id, channel);
    this.events.emit({ kind: 'channel-created', channel });
    return channel;
  }

  /** @throws Refusal 10003 */
  channel(id: string): ChannelRecord {
    return this.#channels.get(id) ?? raise(refuse.unknownChannel());
  }

  channels(guildId: string): readonly ChannelRecord[] {
    return [...this.#channels.values()].filter((channel) => channel.guildId === guildId);
  }

  updateChannel(id: string, change: Partial<Omit<ChannelRecord, 'id' | 'guildId' | 'kind'>>): ChannelRecord {
    const channel = { ...this.channel(id), ...change };
    this.#channels.set(id, channel);
    this.events.emit({ kind: 'channel-updated', channel });
    return channel;
  }

  /** What a voice channel says of itself; told by an event of its own, as Discord does. */
  setChannelStatus(id: string, status: string): void {
    const channel = { ...this.channel(id), status };
    this.#channels.set(id, channel);
    this.events.emit({ kind: 'channel-status-changed', channel });
  }

  /** Sets what one role or member may do in a channel, in place of what was set for it before. */
  overwrite(channelId: string, overwrite: PermissionOverwrite): ChannelRecord {
    const others = this.channel(channelId).overwrites.filter((other) => other.id !== overwrite.id);
    return this.updateChannel(channelId, { overwrites: [...others, overwrite] });
  }

  removeChannel(id: string): void {
    const channel = this.channel(id);
    this.#channels.delete(id);
    this.events.emit({ kind: 'channel-deleted', channel });
  }

  addMember(guildId: string, userId: string, roleIds: readonly string[] = []): MemberRecord {
    const member = this.#newMember(this.guild(guildId).id, this.user(userId).id, roleIds);
    this.#members.get(guildId)?.set(userId, member);
    this.events.emit({ kind: 'member-added', member });
    return member;
  }

  /** @throws Refusal 10004, 10007 */
  member(guildId: string, userId: string): MemberRecord {
    return this.#members.get(this.guild(guildId).id)?.get(userId) ?? raise(refuse.unknownMember());
  }

  members(guildId: string): readonly MemberRecord[] {
    return [...(this.#members.get(guildId)?.values() ?? [])];
  }

  isMember(guildId: string, userId: string): boolean {
    return this.#members.get(guildId)?.has(userId) ?? false;
  }

  updateMember(
    guildId: string,
    userId: string,
    change: Partial<Omit<MemberRecord, 'guildId' | 'userId'>>,
  ): MemberRecord {
    const member = { ...this.member(guildId, userId), ...change };
    this.#members.get(guildId)?.set(userId, member);
    this.events.emit({ kind: 'member-updated', member });
    return member;
  }

  removeMember(guildId: string, userId: string): void {
    const member = this.member(guildId, userId);
    this.#members.get(guildId)?.delete(userId);
    this.events.emit({ kind: 'member-removed', member });
  }

  /** What a member may do in the guild, or in one of its channels, as bits. */
  permissions(guildId: string, userId: string, channelId?: string): bigint {
    const channel = channelId === undefined ? undefined : this.channel(channelId);
    return permissionsIn(this.guild(guildId), this.member(guildId, userId), this.roles(guildId), channel);
  }

  #newMember(guildId: string, userId: string, roleIds: readonly string[]): MemberRecord {
    return { guildId, userId, nickname: null, roleIds, joinedAtMs: this.clock.now(), mute: false, deaf: false };
  }
}

function raise(error: Error): never {
  throw error;
}
