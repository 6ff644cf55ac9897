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
      const { before, after } = event;
      if (world.guilds.user(after.userId).bot) this.#botChanged(before, after);
      else for (const channelId of new Set([before?.channelId, after.channelId])) this.#tellMembers(channelId);
    });
  }

  #botChanged(before: VoiceStateRecord | undefined, after: VoiceStateRecord): void {
    const moved = before !== undefined && before.channelId !== after.channelId;
    if (moved) this.voice.dismiss(after.guildId, after.userId);
    if (after.channelId === null) return;
    const onlyMuted =
      before !== undefined &&
      !moved &&
      before.sessionId === after.sessionId &&
      (before.selfMute !== after.selfMute || before.selfDeaf !== after.selfDeaf);
    if (onlyMuted) return;

    // Also for a bot that asks again for the channel it is in: it does so after it lost its voice connection.
    const token = randomBytes(8).toString('hex');
    const { guildId, userId, channelId, sessionId } = after;
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
