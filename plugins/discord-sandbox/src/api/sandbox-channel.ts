import type { APIMessage } from 'discord-api-types/v10';
import type { ChannelListener } from '../voice/listening/channel-listener.js';
import { messageJson } from '../wire/message-json.js';
import { type PermissionName, permissionBits } from '../world/permissions.js';
import type { ChannelRecord, RoleRecord, VoiceStateRecord } from '../world/records.js';
import type { SandboxContext } from './sandbox-context.js';
import type { SandboxMember } from './sandbox-member.js';
import { waitFor } from './wait-for.js';

/** What a channel allows or denies to a role or a member. */
export interface ChannelPermissions {
  readonly allow?: readonly PermissionName[];
  readonly deny?: readonly PermissionName[];
}

abstract class SandboxChannel {
  constructor(
    protected readonly context: SandboxContext,
    readonly id: string,
  ) {}

  get record(): ChannelRecord {
    return this.context.world.guilds.channel(this.id);
  }

  get name(): string {
    return this.record.name;
  }

  get guildId(): string {
    return this.record.guildId;
  }

  /** Sets permissions in this channel, in place of what was set for that role or member before. */
  setPermissions(target: RoleRecord | SandboxMember, permissions: ChannelPermissions): void {
    this.context.world.guilds.overwrite(this.id, {
      kind: 'permissions' in target ? 'role' : 'member',
      id: target.id,
      allow: permissionBits(permissions.allow ?? []),
      deny: permissionBits(permissions.deny ?? []),
    });
  }

  remove(): void {
    this.context.world.guilds.removeChannel(this.id);
  }
}

/** A text channel and what was said in it. */
export class SandboxTextChannel extends SandboxChannel {
  /** Oldest first. Ephemeral ones are among them (`flags` has 64): who asks here sees everything. */
  get messages(): readonly APIMessage[] {
    return this.context.world.messages.in(this.id).map((message) => this.#json(message));
  }

  /** What one member sees: ephemeral messages only when they are theirs. */
  messagesFor(member: SandboxMember): readonly APIMessage[] {
    const visible = this.context.world.messages
      .in(this.id)
      .filter((message) => message.visibleTo === null || message.visibleTo === member.id);
    return visible.map((message) => this.#json(message));
  }

  /** The first message, now or later, that the predicate accepts. */
  waitForMessage(predicate: (message: APIMessage) => boolean, timeoutMs?: number): Promise<APIMessage> {
    return waitFor(this.context.world, () => this.messages.find(predicate), {
      what: `a message in #${this.name}`,
      seen: () => JSON.stringify(this.messages.map(({ content, embeds, flags }) => ({ content, embeds, flags }))),
      timeoutMs,
    });
  }

  #json(message: Parameters<typeof messageJson>[2]): APIMessage {
    return messageJson(this.context.world, this.context.origin(), message);
  }
}

/** A voice channel or a stage, who is in it, and what is heard there. */
export class SandboxVoiceChannel extends SandboxChannel {
  /** The sound as a person in the channel hears it, decrypted. */
  get listener(): ChannelListener {
    return this.context.voice.listenerOf(this.id);
  }

  /** How many end-to-end encrypted frames a person who is or was here has decrypted with their own keys. */
  decryptedBy(member: { readonly id: string }): number {
    return this.context.voice.decryptedBy(this.id, member.id);
  }

  /** What the channel says of itself under its name. */
  get status(): string {
    return this.record.status;
  }

  /** Somebody sets where the channel's voice server stands; a bot that is in it is moved to another server. */
  async changeRegion(region: string | null): Promise<void> {
    this.context.world.guilds.updateChannel(this.id, { region });
    if (this.hasBot) await this.context.faults.voice.changeServer({ id: this.guildId });
  }

  /** Resolves when the voice state of somebody here is as wanted, such as one who asks to speak on a stage. */
  async waitForState(
    member: { readonly id: string },
    predicate: (state: VoiceStateRecord) => boolean,
    timeoutMs?: number,
  ): Promise<VoiceStateRecord> {
    const state = () => this.context.world.voice.inChannel(this.id).find(({ userId }) => userId === member.id);
    const wanted = () => {
      const now = state();
      return now !== undefined && predicate(now) ? now : undefined;
    };
    const what = `a voice state in ${this.name}`;
    return waitFor(this.context.world, wanted, { what, seen: () => JSON.stringify(state()), timeoutMs });
  }

  /** Ids of everyone in the channel, the bot included. */
  get userIds(): readonly string[] {
    return this.context.world.voice.inChannel(this.id).map((state) => state.userId);
  }

  get hasBot(): boolean {
    return this.userIds.includes(this.context.world.bot.id);
  }

  /** Resolves when the bot is in this channel, by its voice state. */
  async waitForBot(timeoutMs?: number): Promise<void> {
    await this.#wait(true, 'the bot to join', timeoutMs);
  }

  /** Resolves when the bot is not in this channel. */
  async waitForBotToLeave(timeoutMs?: number): Promise<void> {
    await this.#wait(false, 'the bot to leave', timeoutMs);
  }

  #wait(present: boolean, what: string, timeoutMs: number | undefined): Promise<true> {
    return waitFor(this.context.world, () => (this.hasBot === present ? true : undefined), {
      what: `${what} ${this.name}`,
      seen: () => JSON.stringify(this.userIds),
      timeoutMs,
    });
  }
}
