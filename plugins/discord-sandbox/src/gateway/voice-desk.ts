import { randomBytes } from 'node:crypto';
import { SandboxUsageError } from '../api/sandbox-errors.js';
import type { VoiceServer } from '../voice/voice-server.js';
import type { VoiceStateRecord } from '../world/records.js';
import type { World } from '../world/world.js';

/**
 * Keeps the voice server in step with the world: a bot that enters a channel gets a ticket and is told where to
 * connect, one that leaves or is moved is dismissed, and the people in each channel are made known.
 */
export class VoiceDesk {
  constructor(
    private readonly world: World,
    private readonly voice: VoiceServer,
  ) {
    world.events.add((event) => {
      if (event.kind !== 'voice-state-changed') return;
      const { before, after, requested } = event;
      if (world.guilds.user(after.userId).bot) this.#botChanged(before, after, requested);
      else for (const channelId of new Set([before?.channelId, after.channelId])) this.#tellMembers(channelId);
    });
  }

  /**
   * Another voice server for a guild: told in advance without an endpoint, then by its own.
   * @throws SandboxUsageError when the bot is in no voice channel there
   */
  async changeServer(guildId: string, closeCode: number): Promise<void> {
    const state = this.world.voice.of(guildId, this.world.bot.id);
    if (state === undefined) throw new SandboxUsageError('The bot is in no voice channel of this guild.');
    this.#tellServer(guildId, randomBytes(8).toString('hex'), null);
    this.voice.dismiss(guildId, this.world.bot.id, closeCode);
    await this.voice.relocate(guildId);
    const { channelId } = this.world.voice.of(guildId, this.world.bot.id) ?? state;
    if (channelId !== null) this.#assignServer({ ...state, channelId });
  }

  #botChanged(before: VoiceStateRecord | undefined, after: VoiceStateRecord, requested: boolean): void {
    const moved = before?.channelId !== after.channelId;
    this.voice.suppress(after.guildId, after.userId, after.suppressed);
    if (moved && before !== undefined) this.voice.dismiss(after.guildId, after.userId);
    if (after.channelId === null) return;
    const muted = before?.selfMute !== after.selfMute || before?.selfDeaf !== after.selfDeaf;
    // A bot that asks for the channel it is in, and changes nothing, has lost its voice connection.
    const asksAgain = requested && !muted;
    if (moved || asksAgain || before?.sessionId !== after.sessionId)
      this.#assignServer({ ...after, channelId: after.channelId });
  }

  #assignServer({ guildId, userId, channelId, sessionId }: VoiceStateRecord & { readonly channelId: string }): void {
    const token = randomBytes(8).toString('hex');
    this.#tellMembers(channelId);
    const kind = this.world.guilds.channel(channelId).kind === 'stage' ? 'stage' : 'voice';
    this.voice.admit({ guildId, channelId, userId, sessionId, token, kind });
    this.#tellServer(guildId, token, this.voice.endpointOf(guildId));
  }

  #tellServer(guildId: string, token: string, endpoint: string | null): void {
    this.world.events.emit({ kind: 'voice-server-assigned', guildId, token, endpoint });
  }

  #tellMembers(channelId: string | null | undefined): void {
    if (channelId === null || channelId === undefined) return;
    const people = this.world.voice.inChannel(channelId).filter((state) => !this.world.guilds.user(state.userId).bot);
    this.voice.members(
      channelId,
      people.map((state) => state.userId),
    );
  }
}
