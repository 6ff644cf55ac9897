import { randomUUID } from 'node:crypto';
import {
  type AudioPlayer,
  createAudioPlayer,
  type DiscordGatewayAdapterLibraryMethods,
  entersState,
  joinVoiceChannel,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import type { VoiceServer, VoiceTicket } from '../../src/voice/voice-server.js';

export interface BotSeat {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
}

export interface BotOptions {
  /** Whether the bot offers end-to-end encryption; true by default. */
  readonly dave?: boolean;
}

/** The real @discordjs/voice, with a main gateway that answers op 4 by the two updates and nothing else. */
export class VoiceBot {
  readonly connection: VoiceConnection;
  /** Everything the library said. */
  readonly debug: string[] = [];
  /** What it was last admitted with. */
  ticket: VoiceTicket | null = null;
  /** How often it asked to join. */
  joins = 0;

  constructor(server: VoiceServer, seat: BotSeat, options: BotOptions = {}) {
    this.connection = joinVoiceChannel({
      guildId: seat.guildId,
      channelId: seat.channelId,
      group: seat.userId,
      selfDeaf: false,
      debug: true,
      daveEncryption: options.dave ?? true,
      adapterCreator: (methods) => ({
        sendPayload: (payload: { d: { channel_id: string | null } }) => {
          const channelId = payload.d.channel_id;
          if (channelId !== null) this.#answer(methods, server, { ...seat, channelId });
          return true;
        },
        destroy: () => {},
      }),
    });
    this.connection.on('debug', (message) => this.debug.push(message));
    this.connection.on('error', () => {});
  }

  async ready(): Promise<this> {
    await entersState(this.connection, VoiceConnectionStatus.Ready, 5_000);
    return this;
  }

  /** Resolves when the end-to-end group has moved to another state, as the library tells it. */
  transitioned(): Promise<number> {
    return new Promise((resolve) => {
      this.connection.once('transitioned', resolve);
    });
  }

  /** Resolves when the library has said something that contains `text`, now or earlier. */
  said(text: string): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!this.debug.some((message) => message.includes(text))) return;
        this.connection.off('debug', check);
        resolve();
      };
      this.connection.on('debug', check);
      check();
    });
  }

  /** Sends packets 1 ms apart, so that nothing but the code under test can lose one. */
  async send(packets: readonly Uint8Array[]): Promise<void> {
    for (const packet of packets) {
      this.connection.playOpusPacket(Buffer.from(packet));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  player(): AudioPlayer {
    const player = createAudioPlayer();
    this.connection.subscribe(player);
    // A player without its connection wakes every 20 ms for ever.
    this.connection.once(VoiceConnectionStatus.Destroyed, () => player.stop(true));
    return player;
  }

  /** Goes on purpose. */
  leave(): void {
    if (this.connection.state.status !== VoiceConnectionStatus.Destroyed) this.connection.destroy();
  }

  #answer(methods: DiscordGatewayAdapterLibraryMethods, server: VoiceServer, seat: BotSeat): void {
    this.joins++;
    const ticket = { ...seat, sessionId: randomUUID(), token: randomUUID() };
    server.admit(ticket);
    this.ticket = ticket;
    queueMicrotask(() => {
      methods.onVoiceStateUpdate({
        guild_id: ticket.guildId,
        channel_id: ticket.channelId,
        user_id: ticket.userId,
        session_id: ticket.sessionId,
        deaf: false,
        mute: false,
        self_deaf: false,
        self_mute: false,
        self_video: false,
        suppress: false,
        request_to_speak_timestamp: null,
      });
      methods.onVoiceServerUpdate({
        token: ticket.token,
        guild_id: ticket.guildId,
        endpoint: server.endpointOf(ticket.guildId),
      });
    });
  }
}

/** Packets that every decoder takes (20 ms, CELT, stereo) and that all differ. */
export function somePackets(count: number, from = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => {
    const packet = new Uint8Array(40 + ((from + index) % 60)).fill(0x55);
    packet[0] = 0xfc;
    new DataView(packet.buffer).setUint32(1, from + index);
    return packet;
  });
}
