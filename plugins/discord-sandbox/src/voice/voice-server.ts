import type { Logger } from '@tonearm/core';
import type { Certificate } from './certificate.js';
import type { ChannelListener } from './listening/channel-listener.js';

/** The right to connect to voice, as the main gateway gives it to a bot that joins a channel. */
export interface VoiceTicket {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  /** The voice state's `session_id`. */
  readonly sessionId: string;
  /** The `token` of VOICE_SERVER_UPDATE. */
  readonly token: string;
}

/** Discord's voice servers: the voice gateway v8 over TLS, the sound over UDP, and the people who listen. */
export interface VoiceServer {
  /** `host:port`, the `endpoint` of VOICE_SERVER_UPDATE. */
  readonly endpoint: string;
  /** Lets a bot in. Call it before VOICE_SERVER_UPDATE is dispatched; a new ticket replaces that user's old one in the guild. */
  admit(ticket: VoiceTicket): void;
  /** The humans who are in the channel from now on. Call it on every change. */
  members(channelId: string, userIds: readonly string[]): void;
  /** The bot left, was moved or was kicked: its ticket is void and its connection is closed, with 4014 unless told otherwise. */
  dismiss(guildId: string, userId: string, closeCode?: number): void;
  /** Closes the sockets of a guild with a code and keeps tickets and sessions, as when a voice server fails (4015 asks the bot to resume). */
  closeConnection(guildId: string, closeCode: number): void;
  /** Sends every bot in the guild a binary message as it stands, such as Discord would never send: a forged proposal. */
  forge(guildId: string, op: number, body: Uint8Array): void;
  /** The sound as it is heard in the channel. The same object for the whole life of the server; exists before anyone joins. */
  listenerOf(channelId: string): ChannelListener;
  /** Ends all connections, the UDP thread and the port. */
  close(): Promise<void>;
}

/** Where a voice server listens, and whether it is encrypted end to end. */
export interface VoiceServerOptions {
  /** An address, for it is told to the bots as where to send sound; 127.0.0.1 by default. */
  readonly host?: string;
  /** For the gateway; 0, a free one, by default. The UDP port is always a free one. */
  readonly port?: number;
  readonly certificate: Certificate;
  /** Whether channels are end-to-end encrypted (DAVE v1). Bots that cannot are closed with 4017 then. */
  readonly dave: boolean;
  readonly logger?: Logger;
}
