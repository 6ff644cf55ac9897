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
  /** Stages are not end-to-end encrypted; `voice` without it. */
  readonly kind?: 'voice' | 'stage';
}

/** A proposal that Discord would never send: signed by somebody else, or for somebody of whom nobody was told (op 11). */
export type BadProposal = 'forged' | 'unannounced';

/** On which side of `Resumed` a voice server repeats what a bot has missed. */
export type Repeats = 'after-resumed' | 'before-resumed';

/** What becomes of the UDP of a guild's bots: lost until they connect anew, lost whatever they do, or as it should be. */
export type UdpLoss = 'until-reconnected' | 'lasting' | 'none';

/** Discord's voice servers: the voice gateway v8 over TLS, the sound over UDP, and the people who listen. */
export interface VoiceServer {
  /** `host:port`, the `endpoint` of VOICE_SERVER_UPDATE, for guilds that were never moved. */
  readonly endpoint: string;
  /** The same for one guild. */
  endpointOf(guildId: string): string;
  /** Moves a guild to another voice server, as a change of region does: a new endpoint. Connections stay until somebody ends them. */
  relocate(guildId: string): Promise<void>;
  /** Lets a bot in. Call it before VOICE_SERVER_UPDATE is dispatched; a new ticket replaces that user's old one in the guild. */
  admit(ticket: VoiceTicket): void;
  /** The humans who are in the channel from now on. Call it on every change. */
  members(channelId: string, userIds: readonly string[]): void;
  /** The bot left, was moved or was kicked: its ticket is void and its connection is closed, with 4014 unless told otherwise. */
  dismiss(guildId: string, userId: string, closeCode?: number): void;
  /** Closes the sockets of a guild with a code and keeps tickets and sessions, as when a voice server fails (4015 asks the bot to resume). */
  closeConnection(guildId: string, closeCode: number): void;
  /** Whether a user of the guild is in the audience of a stage: nobody hears what is sent. */
  suppress(guildId: string, userId: string, suppressed: boolean): void;
  /** What bots of the guild send by UDP does not arrive, and nothing comes back. */
  loseUdp(guildId: string, loss: UdpLoss): void;
  /** Transport encryption alone from now on, as when a client without DAVE is there (op 21, version 0), or end to end again (op 24). */
  setEndToEnd(channelId: string, on: boolean): void;
  /** The next commit that the channel's bots are told of cannot be used (op 29, or 30 for a welcome); they answer 31. */
  spoilNextCommit(channelId: string): void;
  /** Proposes to the channel's bots what no group may accept (op 27). */
  proposeBadly(channelId: string, how: BadProposal): void;
  /** Sends every bot in the guild a binary message as it stands, such as Discord would never send: a forged proposal. */
  forge(guildId: string, op: number, body: Uint8Array): void;
  /** The sound as it is heard in the channel. The same object for the whole life of the server; exists before anyone joins. */
  listenerOf(channelId: string): ChannelListener;
  /** How many of the channel's end-to-end encrypted frames one person's own keys have decrypted so far. */
  decryptedBy(channelId: string, userId: string): number;
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
  /** When a bot that resumes is told what it missed: after the word that it has resumed (op 9), the default, or before. Discord documents neither. */
  readonly repeats?: Repeats;
  readonly logger?: Logger;
}
