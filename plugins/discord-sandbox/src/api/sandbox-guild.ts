import { type PermissionName, permissionBits } from '../world/permissions.js';
import type { ChannelRecord, CommandRecord, GuildRecord, RoleRecord } from '../world/records.js';
import { SandboxTextChannel, SandboxVoiceChannel } from './sandbox-channel.js';
import type { SandboxContext } from './sandbox-context.js';
import { SandboxMember } from './sandbox-member.js';
import type { SandboxUser } from './sandbox-user.js';

/** A guild: a server, as people say. The bot is a member of it. */
export class SandboxGuild {
  constructor(
    private readonly context: SandboxContext,
    readonly id: string,
  ) {}

  get record(): GuildRecord {
    return this.context.world.guilds.guild(this.id);
  }

  get name(): string {
    return this.record.name;
  }

  /** The member who owns the guild and may do everything. */
  get owner(): SandboxMember {
    return new SandboxMember(this.context, this.id, this.record.ownerId);
  }

  /** The bot as a member: to move it, silence it, throw it out, give it roles. */
  get bot(): SandboxMember {
    return new SandboxMember(this.context, this.id, this.context.world.bot.id);
  }

  /** The role that all members have. */
  get everyone(): RoleRecord {
    return this.#roleNamed('@everyone');
  }

  get members(): readonly SandboxMember[] {
    return this.context.world.guilds
      .members(this.id)
      .map((member) => new SandboxMember(this.context, this.id, member.userId));
  }

  get textChannels(): readonly SandboxTextChannel[] {
    return this.#channels('text').map((id) => new SandboxTextChannel(this.context, id));
  }

  get voiceChannels(): readonly SandboxVoiceChannel[] {
    return this.#channels('voice').map((id) => new SandboxVoiceChannel(this.context, id));
  }

  get stages(): readonly SandboxVoiceChannel[] {
    return this.#channels('stage').map((id) => new SandboxVoiceChannel(this.context, id));
  }

  /** What members can use here: the guild's own commands and the global ones. */
  get commands(): readonly CommandRecord[] {
    return this.context.world.commands.usableIn(this.id);
  }

  addTextChannel(name: string): SandboxTextChannel {
    return new SandboxTextChannel(
      this.context,
      this.context.world.guilds.addChannel(this.id, { kind: 'text', name }).id,
    );
  }

  addVoiceChannel(name: string, options: { readonly userLimit?: number } = {}): SandboxVoiceChannel {
    const channel = this.context.world.guilds.addChannel(this.id, { kind: 'voice', name, ...options });
    return new SandboxVoiceChannel(this.context, channel.id);
  }

  /** A stage: who joins it is in the audience until a moderator of it lets them speak. */
  addStage(name: string): SandboxVoiceChannel {
    const channel = this.context.world.guilds.addChannel(this.id, { kind: 'stage', name });
    return new SandboxVoiceChannel(this.context, channel.id);
  }

  addRole(options: {
    readonly name: string;
    readonly permissions?: readonly PermissionName[];
    readonly color?: number;
  }): RoleRecord {
    const { permissions = [], ...rest } = options;
    return this.context.world.guilds.addRole(this.id, { ...rest, permissions: permissionBits(permissions) });
  }

  /** Changes what a role may do in the whole guild. */
  setRolePermissions(role: RoleRecord, permissions: readonly PermissionName[]): RoleRecord {
    return this.context.world.guilds.updateRole(role.id, { permissions: permissionBits(permissions) });
  }

  addMember(user: SandboxUser, options: { readonly roles?: readonly RoleRecord[] } = {}): SandboxMember {
    const roleIds = (options.roles ?? []).map((role) => role.id);
    this.context.world.guilds.addMember(this.id, user.id, roleIds);
    return new SandboxMember(this.context, this.id, user.id);
  }

  rename(name: string): void {
    this.context.world.guilds.updateGuild(this.id, { name });
  }

  /** Deletes the guild; to the bot this is the same as being thrown out. */
  remove(): void {
    for (const state of this.context.world.voice.inGuild(this.id))
      this.context.world.voice.leave(this.id, state.userId);
    this.context.world.guilds.removeGuild(this.id);
  }

  #channels(kind: ChannelRecord['kind']): readonly string[] {
    const channels = this.context.world.guilds.channels(this.id).filter((channel) => channel.kind === kind);
    return channels.map((channel) => channel.id);
  }

  #roleNamed(name: string): RoleRecord {
    const role = this.context.world.guilds.roles(this.id).find((candidate) => candidate.name === name);
    if (role === undefined) throw new Error(`Guild ${this.name} has no role ${name}`);
    return role;
  }
}
