import { randomUUID } from 'node:crypto';
import {
  type Json,
  Listeners,
  type LogFields,
  type Logger,
  SystemClock,
  silentLogger,
  type VoiceConnection,
  type VoiceConnectionState,
  type VoiceGateway,
  type VoicePayload,
} from '@tonearm/core';
import {
  type Certificate,
  type ChannelListener,
  listenVoice,
  makeCertificate,
  type Repeats,
  type VoiceServer,
} from '@tonearm/discord-sandbox';
import { DiscordVoiceConnector } from '../src/discord-voice-connector.js';
import type { VoiceTimes } from '../src/voice-times.js';
import { Threads } from './threads.js';
import { WorkerVoiceConnector } from '../src/worker/worker-voice-connector.js';

export const GUILD = '100000000000000001';
export const CHANNEL = '200000000000000001';
export const OTHER_CHANNEL = '200000000000000002';
export const ALICE = '400000000000000001';
export const BOT = '300000000000000001';

let certificate: Certificate | undefined;

export interface TestVoiceOptions {
  readonly dave: boolean;
  /** Threads that send; 0 is this one. */
  readonly workers: number;
  readonly times?: Partial<VoiceTimes>;
  /** How the voice server goes about a resume. */
  readonly repeats?: Repeats;
}

/** A voice server, a gateway that answers joins, and the connector under test. */
export class TestVoice {
  readonly gateway: TestGateway;
  readonly connector: DiscordVoiceConnector | WorkerVoiceConnector;
  /** The errors that were logged. */
  readonly errors: LogFields[] = [];
  /** The threads of the connector. */
  readonly threads = new Threads();

  private constructor(
    readonly server: VoiceServer,
    { workers, times }: TestVoiceOptions,
  ) {
    this.gateway = new TestGateway(server);
    const logger: Logger = { ...silentLogger, error: (_, fields = {}) => this.errors.push(fields) };
    const parts = { gateway: this.gateway, clock: new SystemClock(), logger };
    this.connector =
      workers === 0 ? new DiscordVoiceConnector(parts, times) : new WorkerVoiceConnector(parts, workers, times);
  }

  static async start(options: TestVoiceOptions): Promise<TestVoice> {
    if (certificate === undefined) {
      certificate = await makeCertificate();
      certificate.trust();
      await certificate.dispose();
    }
    const { dave, repeats = 'after-resumed' } = options;
    return new TestVoice(await listenVoice({ certificate, dave, repeats }), options);
  }

  get listener(): ChannelListener {
    return this.server.listenerOf(CHANNEL);
  }

  connect(channelId = CHANNEL, guildId = GUILD): VoiceConnection {
    return this.connector.connect(guildId, channelId);
  }

  /** People come or go: both gateways tell it. */
  people(userIds: readonly string[], channelId = CHANNEL): void {
    this.gateway.others.set(channelId, userIds.length);
    this.server.members(channelId, userIds);
    this.gateway.tellState({ user_id: ALICE, channel_id: userIds.length > 0 ? channelId : null });
  }

  async close(): Promise<void> {
    await this.connector.close();
    this.threads.stop();
    await this.server.close();
  }
}

/** Discord's side of joining: op 4 gives a voice state, a ticket and a voice server. */
export class TestGateway implements VoiceGateway {
  readonly userId = BOT;
  readonly others = new Map<string, number>();
  /** The channels that were asked for. */
  readonly joins: (string | null)[] = [];
  /** Whether Discord answers, as it does not when the bot may not enter. */
  answers = true;
  /** Whether there is a connection to Discord. */
  connected = true;
  /** Where the voice server is said to be; `null` while there is none. */
  endpoint: string | null;
  readonly #server: VoiceServer;
  readonly #states = new Listeners<VoicePayload>();
  readonly #servers = new Listeners<VoicePayload>();

  constructor(server: VoiceServer) {
    this.#server = server;
    this.endpoint = server.endpoint;
  }

  send(guildId: string, payload: Json): boolean {
    const { d } = payload as { readonly d: { readonly channel_id: string | null } };
    this.joins.push(d.channel_id);
    if (!this.connected) return false;
    if (this.answers) queueMicrotask(() => this.place(guildId, d.channel_id));
    return true;
  }

  /** The bot is in this channel now, by its own wish or someone else's. */
  place(guildId: string, channelId: string | null): void {
    if (channelId === null) {
      this.tellState({ user_id: BOT, channel_id: null }, guildId);
      return this.#server.dismiss(guildId, BOT);
    }
    const ticket = { guildId, channelId, userId: BOT, sessionId: randomUUID(), token: randomUUID() };
    this.#server.admit(ticket);
    this.tellState({ user_id: BOT, channel_id: channelId, session_id: ticket.sessionId }, guildId);
    this.tellServer(guildId, this.endpoint, ticket.token);
  }

  tellServer(guildId: string, endpoint: string | null, token: string = randomUUID()): void {
    this.#servers.emit({ guildId, data: { token, guild_id: guildId, endpoint } });
  }

  tellState(data: { readonly [name: string]: Json }, guildId = GUILD): void {
    this.#states.emit({ guildId, data: { guild_id: guildId, ...data } });
  }

  onVoiceState(listener: (update: VoicePayload) => void) {
    return this.#states.add(listener);
  }

  onVoiceServer(listener: (update: VoicePayload) => void) {
    return this.#servers.add(listener);
  }

  othersIn(_guildId: string, channelId: string): number {
    return this.others.get(channelId) ?? 0;
  }
}

/** The first state, now or later, that `matches`; what came instead is named when the connection ends before. */
export function stateOf<State extends VoiceConnectionState>(
  connection: VoiceConnection,
  matches: (state: VoiceConnectionState) => state is State,
): Promise<State> {
  return new Promise((resolve, reject) => {
    const look = (state: VoiceConnectionState) => {
      if (matches(state)) resolve(state);
      else if (state.status !== 'destroyed') return;
      else reject(state.error ?? new Error('The connection was destroyed.'));
      stop();
    };
    const stop = connection.onState(look);
    look(connection.state);
  });
}

export const ready = (state: VoiceConnectionState) => state.status === 'ready';
export const destroyed = (state: VoiceConnectionState) => state.status === 'destroyed';
export const reconnecting = (state: VoiceConnectionState) => state.status === 'reconnecting';

/** Packets that every decoder takes (20 ms, CELT, stereo) and that all differ. */
export function somePackets(count: number, from = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => {
    const packet = new Uint8Array(80).fill(0x55);
    packet[0] = 0xfc;
    new DataView(packet.buffer).setUint32(1, from + index);
    return packet;
  });
}

/** The numbers that {@link somePackets} wrote. */
export function numbersOf(frames: readonly { readonly opus: Uint8Array }[]): number[] {
  return frames.map(({ opus }) => new DataView(opus.buffer, opus.byteOffset).getUint32(1));
}

export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** How many numbers from 0 to the last one are missing; throws when they are not in order. A frame in flight is lost with its session. */
export function missing(heard: readonly number[]): number {
  if (heard.some((number, index) => number <= (heard[index - 1] ?? -1))) throw new Error(`Out of order: ${heard}`);
  return (heard.at(-1) ?? -1) + 1 - heard.length;
}
