import { randomBytes } from 'node:crypto';
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

  #botChanged(before: VoiceStateRecord | undefined, after: VoiceStateRecord, requested: boolean): void {
    const moved = before?.channelId !== after.channelId;
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
    this.voice.admit({ guildId, channelId, userId, sessionId, token });
    this.world.events.emit({ kind: 'voice-server-assigned', guildId, token, endpoint: this.voice.endpoint });
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
