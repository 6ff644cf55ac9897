import { randomBytes, randomInt } from 'node:crypto';
import { type Clock, type Logger, SystemClock, type Unsubscribe } from '@tonearm/core';
import { VoiceCloseCodes, VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { WebSocket } from 'ws';
import type { Certificate } from './certificate.js';
import { ExternalSender } from './dave/external-sender.js';
import type { ChannelListener } from './listening/channel-listener.js';
import type { Identify, Resume, SelectProtocol } from './session/client-messages.js';
import { Conversation, type ConversationHost } from './session/conversation.js';
import { type ClientMessage, GatewaySocket } from './session/gateway-socket.js';
import { TicketBook } from './session/ticket-book.js';
import { UdpOutages } from './session/udp-outages.js';
import { VoiceSession } from './session/voice-session.js';
import { TlsDoors } from './tls-doors.js';
import { TRANSPORT_MODE } from './udp/transport-cipher.js';
import { UdpReceiver } from './udp/udp-receiver.js';
import { VoiceChannel } from './voice-channel.js';
import type { BadProposal, Repeats, UdpLoss, VoiceServer, VoiceTicket } from './voice-server.js';

/** About three seconds of a hundred streams; the kernel may grant less. */
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;
/** How long a session whose socket broke can be resumed. */
const RESUME_WINDOW_MS = 30_000;
/** The close code of a client that goes on purpose; it will not resume. */
const NORMAL_CLOSURE = 1000;
const KEY_LENGTH = 32;
/** The doors between which guilds are moved. */
const DOORS = 2;

/** A {@link VoiceServer} whose channels all stand behind one TLS port and one UDP port of this machine. */
export class LoopbackVoiceServer implements VoiceServer, ConversationHost {
  readonly #clock: Clock = new SystemClock();
  readonly #options: LoopbackOptions;
  readonly #receiver: UdpReceiver;
  /** One for all channels, as on Discord's servers; `null` without end-to-end encryption. */
  readonly #sender: ExternalSender | null;
  readonly #tickets = new TicketBook();
  readonly #channels = new Map<string, VoiceChannel>();
  readonly #sessions = new Map<number, VoiceSession>();
  readonly #resumeTimers = new Map<VoiceSession, Unsubscribe>();
  readonly #outages: UdpOutages;
  /** The door of each guild that was moved. */
  readonly #doorOf = new Map<string, number>();
  #doors: TlsDoors | undefined;

  private constructor(options: LoopbackOptions, receiver: UdpReceiver) {
    this.#options = options;
    this.#receiver = receiver;
    this.#outages = new UdpOutages(receiver);
    this.#sender = options.dave ? new ExternalSender() : null;
    receiver.onPacket((packet) => {
      const session = this.#sessions.get(packet.ssrc);
      if (session !== undefined) this.#channelOf(session.ticket.channelId).arrived(session, packet);
    });
  }

  /** Opens both ports. @throws SetupError when a port cannot be had. */
  static async listen(options: LoopbackOptions): Promise<LoopbackVoiceServer> {
    const { host, logger } = options;
    const receiver = await UdpReceiver.start({ host, receiveBufferBytes: RECEIVE_BUFFER_BYTES }, logger);
    const server = new LoopbackVoiceServer(options, receiver);
    try {
      const onSocket = (socket: WebSocket) => new Conversation(new GatewaySocket(socket), server);
      server.#doors = await TlsDoors.open({ ...options, onSocket });
    } catch (error) {
      await receiver.close();
      throw error;
    }
    return server;
  }

  get endpoint(): string {
    return this.#doors?.endpointOf(0) ?? '';
  }

  endpointOf(guildId: string): string {
    return this.#doors?.endpointOf(this.#doorOf.get(guildId) ?? 0) ?? '';
  }

  async relocate(guildId: string): Promise<void> {
    await this.#doors?.atLeast(DOORS);
    this.#doorOf.set(guildId, ((this.#doorOf.get(guildId) ?? 0) + 1) % DOORS);
  }

  admit(ticket: VoiceTicket): void {
    this.#tickets.admit(ticket);
  }

  members(channelId: string, userIds: readonly string[]): void {
    this.#channelOf(channelId).setHumans(userIds);
  }

  dismiss(guildId: string, userId: string, closeCode: number = VoiceCloseCodes.Disconnected): void {
    this.#tickets.withdraw(guildId, userId);
    for (const session of this.#sessionsOf(guildId)) if (session.userId === userId) this.#end(session, closeCode);
  }

  closeConnection(guildId: string, closeCode: number): void {
    for (const session of this.#sessionsOf(guildId)) session.socket?.close(closeCode);
  }

  suppress(guildId: string, userId: string, suppressed: boolean): void {
    this.#tickets.suppress(guildId, userId, suppressed);
  }

  loseUdp(guildId: string, loss: UdpLoss): void {
    this.#outages.set(guildId, loss, this.#sessionsOf(guildId));
  }

  setEndToEnd(channelId: string, on: boolean): void {
    this.#channelOf(channelId).setEndToEnd(on);
  }

  spoilNextCommit(channelId: string): void {
    this.#channelOf(channelId).spoilNextCommit();
  }

  proposeBadly(channelId: string, how: BadProposal): void {
    this.#channelOf(channelId).proposeBadly(how);
  }

  forge(guildId: string, op: number, body: Uint8Array): void {
    for (const session of this.#sessionsOf(guildId)) session.tellBinary(op, body);
  }

  listenerOf(channelId: string): ChannelListener {
    return this.#channelOf(channelId).listener;
  }

  decryptedBy(channelId: string, userId: string): number {
    return this.#channelOf(channelId).decryptedBy(userId);
  }

  async close(): Promise<void> {
    for (const stopTimer of this.#resumeTimers.values()) stopTimer();
    this.#sessions.clear();
    for (const channel of this.#channels.values()) channel.close();
    await Promise.all([this.#doors?.close(), this.#receiver.close()]);
  }

  identify(identify: Identify, socket: GatewaySocket): VoiceSession | number {
    const ticket = this.#tickets.check(identify);
    if (typeof ticket === 'number') return ticket;
    const channel = this.#channelOf(ticket.channelId);
    if (channel.daveVersionFor(ticket) > identify.maxDaveVersion) {
      return VoiceCloseCodes.EndToEndEncryptionDAVEProtocolRequired;
    }
    for (const old of this.#sessionsOf(ticket.guildId)) {
      if (old.userId === ticket.userId) this.#end(old, VoiceCloseCodes.SessionNoLongerValid);
    }
    const session = new VoiceSession(ticket, this.#freeSsrc());
    this.#sessions.set(session.ssrc, session);
    this.#outages.connected(session);
    session.attach(socket);
    session.answer(VoiceOpcodes.Ready, {
      ssrc: session.ssrc,
      ip: this.#options.host,
      port: this.#receiver.port,
      modes: [TRANSPORT_MODE],
    });
    return session;
  }

  resume(resume: Resume, socket: GatewaySocket): VoiceSession | number {
    const session = [...this.#sessionsOf(resume.serverId)].find(
      ({ ticket }) => ticket.sessionId === resume.sessionId && ticket.token === resume.token,
    );
    if (session === undefined) return VoiceCloseCodes.SessionNoLongerValid;
    this.#stopResumeTimer(session);
    session.socket?.close(VoiceCloseCodes.SessionNoLongerValid);
    session.attach(socket);
    session.resume(resume.acknowledged, this.#options.repeats);
    return session;
  }

  select(session: VoiceSession, choice: SelectProtocol): number | undefined {
    if (choice.protocol !== 'udp') return VoiceCloseCodes.UnknownProtocol;
    if (choice.mode !== TRANSPORT_MODE) return VoiceCloseCodes.UnknownEncryptionMode;
    void this.#describe(session);
    return undefined;
  }

  heard(session: VoiceSession, message: ClientMessage): void {
    this.#channelOf(session.ticket.channelId).heard(session, message);
  }

  closed(session: VoiceSession, socket: GatewaySocket, code: number): void {
    if (session.socket !== socket || !this.#sessions.has(session.ssrc)) return;
    session.detach();
    this.#options.logger.debug('A voice socket closed.', { userId: session.userId, code });
    if (code === NORMAL_CLOSURE) this.#end(session, code);
    else
      this.#resumeTimers.set(
        session,
        this.#clock.after(RESUME_WINDOW_MS, () => this.#end(session, code)),
      );
  }

  /** Op 4, once the receiver knows the key: the bot may send the moment it has it. */
  async #describe(session: VoiceSession): Promise<void> {
    const key = randomBytes(KEY_LENGTH);
    await this.#receiver.expect(session.ssrc, key);
    if (!this.#sessions.has(session.ssrc)) return;
    const channel = this.#channelOf(session.ticket.channelId);
    session.answer(VoiceOpcodes.SessionDescription, {
      mode: TRANSPORT_MODE,
      secret_key: [...key],
      dave_protocol_version: channel.daveVersionFor(session.ticket),
    });
    channel.enter(session);
  }

  #end(session: VoiceSession, closeCode: number): void {
    this.#stopResumeTimer(session);
    this.#sessions.delete(session.ssrc);
    this.#receiver.forget(session.ssrc);
    this.#channelOf(session.ticket.channelId).leave(session);
    session.socket?.close(closeCode);
    session.detach();
  }

  #stopResumeTimer(session: VoiceSession): void {
    this.#resumeTimers.get(session)?.();
    this.#resumeTimers.delete(session);
  }

  #sessionsOf(guildId: string): readonly VoiceSession[] {
    return [...this.#sessions.values()].filter(({ ticket }) => ticket.guildId === guildId);
  }

  #channelOf(channelId: string): VoiceChannel {
    const channel = this.#channels.get(channelId) ?? this.#openChannel(channelId);
    this.#channels.set(channelId, channel);
    return channel;
  }

  #openChannel(channelId: string): VoiceChannel {
    const { logger } = this.#options;
    const suppressed = ({ ticket }: VoiceSession) => this.#tickets.isSuppressed(ticket.guildId, ticket.userId);
    return new VoiceChannel({ channelId, sender: this.#sender, suppressed, clock: this.#clock, logger });
  }

  #freeSsrc(): number {
    const ssrc = randomInt(1, 2 ** 32);
    return this.#sessions.has(ssrc) ? this.#freeSsrc() : ssrc;
  }
}

interface LoopbackOptions {
  readonly host: string;
  readonly port: number;
  readonly certificate: Certificate;
  readonly dave: boolean;
  readonly repeats: Repeats;
  readonly logger: Logger;
}
