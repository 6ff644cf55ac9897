import { randomBytes } from 'node:crypto';
import type { APIApplicationCommandOptionChoice, APIMessage } from 'discord-api-types/v10';
import { messageJson } from '../wire/message-json.js';
import { holds, type PermissionName } from '../world/permissions.js';
import type { InteractionKind, MemberRecord, RoleRecord } from '../world/records.js';
import { autocompleteData, commandData, type OptionValue, requireUsable } from './command-data.js';
import { clickData, pickData } from './component-data.js';
import { modalData } from './modal-data.js';
import type { SandboxTextChannel, SandboxVoiceChannel } from './sandbox-channel.js';
import type { SandboxContext } from './sandbox-context.js';
import { SandboxUsageError } from './sandbox-errors.js';
import { SandboxInteraction } from './sandbox-interaction.js';
import { SandboxUser } from './sandbox-user.js';

/** A person in a guild, and what they can do there. */
export class SandboxMember {
  constructor(
    private readonly context: SandboxContext,
    readonly guildId: string,
    /** The user's id. */
    readonly id: string,
  ) {}

  get user(): SandboxUser {
    return new SandboxUser(this.context, this.context.world.guilds.user(this.id).id);
  }

  get record(): MemberRecord {
    return this.context.world.guilds.member(this.guildId, this.id);
  }

  /** Whether the member holds a permission, in the guild or in one of its channels. */
  may(permission: PermissionName, channel?: { readonly id: string }): boolean {
    return holds(this.context.world.guilds.permissions(this.guildId, this.id, channel?.id), permission);
  }

  /** Gives the member exactly these roles. */
  setRoles(roles: readonly RoleRecord[]): void {
    this.context.world.guilds.updateMember(this.guildId, this.id, { roleIds: roles.map((role) => role.id) });
  }

  /** Enters a voice channel, or moves to it; for the bot this is being moved by somebody. */
  joinVoice(channel: SandboxVoiceChannel): void {
    const { voice } = this.context.world;
    if (!this.user.record.bot) this.#require('Connect', channel);
    const before = voice.of(this.guildId, this.id);
    if (before !== undefined) return voice.move(this.guildId, this.id, channel.id);
    if (this.user.record.bot) {
      throw new SandboxUsageError('The bot is in no voice channel, so nobody can move it to another.');
    }
    const sessionId = randomBytes(16).toString('hex');
    const { guildId, id: userId } = this;
    voice.request({ guildId, userId, channelId: channel.id, sessionId, selfMute: false, selfDeaf: false });
  }

  /** Leaves voice; for the bot this is being disconnected by somebody. */
  leaveVoice(): void {
    this.context.world.voice.leave(this.guildId, this.id);
  }

  /** On a stage: asks to speak. */
  askToSpeak(): void {
    const { voice, clock } = this.context.world;
    voice.setStagePlace(this.guildId, this.id, { requestToSpeakAtMs: clock.now() });
  }

  /** On a stage: one of its moderators lets somebody speak, or sends them back into the audience. */
  setSpeaker(member: { readonly id: string }, speaks: boolean): void {
    const { voice } = this.context.world;
    const channelId = voice.of(this.guildId, member.id)?.channelId;
    if (typeof channelId !== 'string' || !this.may('MuteMembers', { id: channelId })) {
      throw new SandboxUsageError(`${this.user.name} does not moderate the stage that this person is on.`);
    }
    voice.setStagePlace(this.guildId, member.id, { suppressed: !speaks, requestToSpeakAtMs: null });
  }

  /** Is silenced or deafened by the server. */
  setServerMute(change: { readonly mute?: boolean; readonly deaf?: boolean }): void {
    this.context.world.guilds.updateMember(this.guildId, this.id, change);
    this.context.world.voice.tell(this.guildId, this.id);
  }

  /** Leaves the guild, or is thrown out. */
  leaveGuild(): void {
    this.leaveVoice();
    this.context.world.guilds.removeMember(this.guildId, this.id);
  }

  /** Writes a message. */
  say(channel: SandboxTextChannel, content: string): APIMessage {
    this.#require('SendMessages', channel);
    const message = this.context.world.messages.post({
      channelId: channel.id,
      guildId: this.guildId,
      authorId: this.id,
      content,
    });
    return messageJson(this.context.world, this.context.origin(), message);
  }

  /**
   * Uses a slash command: `'play'`, or with subcommands `'playlist add'`. Options are given by name and checked
   * against the registered command, as Discord's client does.
   * @throws SandboxUsageError when the client would not let this member send it
   */
  async command(
    channel: SandboxTextChannel | SandboxVoiceChannel,
    name: string,
    options: Readonly<Record<string, OptionValue>> = {},
  ): Promise<SandboxInteraction> {
    const usable = requireUsable(this.context.world, this, channel, name);
    return this.#interact('command', channel.id, commandData(this.context, this.guildId, usable, options), null);
  }

  /** Types into an option; resolves with the choices that the bot suggests. */
  async autocomplete(
    channel: SandboxTextChannel | SandboxVoiceChannel,
    name: string,
    options: Readonly<Record<string, OptionValue>>,
    focused: string,
    timeoutMs?: number,
  ): Promise<readonly APIApplicationCommandOptionChoice[]> {
    const usable = requireUsable(this.context.world, this, channel, name);
    const interaction = this.#interact('autocomplete', channel.id, autocompleteData(usable, options, focused), null);
    await interaction.waitFor((state) => state.choices !== undefined, timeoutMs);
    return interaction.choices ?? [];
  }

  /** Clicks a button. */
  async click(message: APIMessage, customId: string): Promise<SandboxInteraction> {
    const shown = this.#shown(message);
    return this.#interact('component', message.channel_id, clickData(shown, customId), message.id);
  }

  /** Picks values in a select. */
  async pick(message: APIMessage, customId: string, values: readonly string[]): Promise<SandboxInteraction> {
    const shown = this.#shown(message);
    return this.#interact(
      'component',
      message.channel_id,
      pickData(this.context, this.guildId, shown, customId, values),
      message.id,
    );
  }

  /** Fills in and sends the modal that an interaction was answered with. */
  async submit(answered: SandboxInteraction, values: Readonly<Record<string, string>>): Promise<SandboxInteraction> {
    const { modal, channelId, sourceMessageId } = answered;
    if (modal === undefined) throw new SandboxUsageError('This interaction was not answered with a modal.');
    return this.#interact('modal', channelId, modalData(modal, values), sourceMessageId);
  }

  #interact(
    kind: InteractionKind,
    channelId: string,
    data: Readonly<Record<string, unknown>>,
    sourceMessageId: string | null,
  ): SandboxInteraction {
    const { guilds } = this.context.world;
    if (!guilds.isMember(this.guildId, this.id))
      throw new SandboxUsageError(`${this.user.name} is no member of this guild.`);
    if (!this.may('ViewChannel', { id: channelId }))
      throw new SandboxUsageError(`${this.user.name} does not see ${guilds.channel(channelId).name}.`);
    const draft = { kind, userId: this.id, guildId: this.guildId, channelId, data, sourceMessageId };
    return new SandboxInteraction(this.context, this.context.world.interactions.open(draft).id);
  }

  #require(permission: PermissionName, channel: SandboxTextChannel | SandboxVoiceChannel): void {
    if (!this.may(permission, channel))
      throw new SandboxUsageError(`${this.user.name} lacks ${permission} in ${channel.name}.`);
  }

  /** The message as it stands now, for a member who can see it. */
  #shown(message: APIMessage): APIMessage {
    const record = this.context.world.messages.find(message.channel_id, message.id);
    const visible = record !== undefined && (record.visibleTo === null || record.visibleTo === this.id);
    if (!visible) throw new SandboxUsageError(`${this.user.name} sees no such message.`);
    return messageJson(this.context.world, this.context.origin(), record);
  }
}
