import { ApplicationFlags, GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { Unsubscribe } from '@tonearm/core';
import type { WebSocket } from 'ws';
import { userJson } from '../wire/user-json.js';
import type { World } from '../world/world.js';
import { dispatchFor, guildCreate } from './dispatch.js';
import { GatewayConnection, type GatewayPort } from './gateway-connection.js';
import { GatewaySession } from './gateway-session.js';
import { answerMembersRequest } from './members-request.js';
import { plainWriter, zlibStreamWriter } from './payload-codec.js';
import { applyPresence } from './presence-request.js';
import { applyVoiceRequest } from './voice-request.js';

const PRIVILEGED = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;
const KNOWN_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);

/** How long a session waits for a bot that has lost its socket; Discord's own time is not documented. */
const RESUME_WINDOW_MS = 300_000;

/** What the gateway needs to know beyond the world. */
export interface GatewayOptions {
  /** `ws://127.0.0.1:PORT/gateway`; bots resume there too. */
  readonly url: () => string;
  /** `http://127.0.0.1:PORT`, where attachments are served. */
  readonly origin: () => string;
  /** Whether the application may ask for members, presences and message content; if not, asking closes with 4014. */
  readonly privilegedIntents: boolean;
}

/** The gateway, version 10: all sockets and sessions of the bot. */
export class Gateway implements GatewayPort {
  readonly #connections = new Set<GatewayConnection>();
  readonly #sessions = new Map<string, GatewaySession>();
  /** What ends the sessions that have lost their socket. */
  readonly #expiries = new Map<GatewaySession, Unsubscribe>();
  #closed = false;

  constructor(
    private readonly world: World,
    private readonly options: GatewayOptions,
  ) {
    world.events.add((event) => {
      for (const session of this.#sessions.values()) {
        const dispatch = dispatchFor(world, options.origin(), session.intents, event);
        if (dispatch === undefined) continue;
        if (session.owns(dispatch.guildId)) session.dispatch(dispatch.name, dispatch.data);
      }
    });
  }

  /** Takes over a socket that was opened on the gateway's path; `parameters` are those of its URL. */
  accept(socket: WebSocket, parameters: URLSearchParams): void {
    const compress = parameters.get('compress') === 'zlib-stream';
    const writer = compress ? zlibStreamWriter(socket) : plainWriter(socket);
    this.#connections.add(new GatewayConnection(socket, writer, this, this.world.clock));
  }

  /** The sessions that a socket is attached to. */
  get connected(): readonly GatewaySession[] {
    return [...this.#sessions.values()].filter((session) => session.attached);
  }

  get connections(): readonly GatewayConnection[] {
    return [...this.#connections];
  }

  /** Forgets a session: it cannot be resumed, and the bot leaves voice where this session put it. */
  forget(session: GatewaySession): void {
    if (!this.#sessions.delete(session.id)) return;
    this.#keep(session);
    for (const guild of this.world.guilds.guilds()) {
      const state = this.world.voice.of(guild.id, this.world.bot.id);
      if (state?.sessionId === session.id) this.world.voice.leave(guild.id, this.world.bot.id);
    }
    this.#tellPresence();
  }

  close(): void {
    this.#closed = true;
    for (const connection of this.#connections) connection.terminate();
    for (const session of [...this.#expiries.keys()]) this.#keep(session);
  }

  identify(data: unknown): GatewaySession | GatewayCloseCodes {
    if (!isRecord(data) || !this.#knows(data['token'])) return GatewayCloseCodes.AuthenticationFailed;
    const intents = data['intents'];
    if (typeof intents !== 'number' || (intents & ~KNOWN_INTENTS) !== 0) return GatewayCloseCodes.InvalidIntents;
    if (!this.options.privilegedIntents && (intents & PRIVILEGED) !== 0) return GatewayCloseCodes.DisallowedIntents;
    const shard = parseShard(data['shard']);
    if (shard === undefined) return GatewayCloseCodes.InvalidShard;

    for (const old of [...this.#sessions.values()]) {
      if (!old.attached && old.shard[0] === shard[0] && old.shard[1] === shard[1]) this.forget(old);
    }
    const session = new GatewaySession(intents, shard);
    this.#sessions.set(session.id, session);
    if (isRecord(data['presence'])) applyPresence(this.world, data['presence']);
    return session;
  }

  welcome(session: GatewaySession): void {
    const guilds = this.world.guilds
      .guilds()
      .filter((guild) => session.owns(guild.id) && this.world.guilds.isMember(guild.id, this.world.bot.id));
    session.dispatch('READY', {
      v: 10,
      user: { ...userJson(this.world.bot), verified: true, mfa_enabled: true, email: null, flags: 0 },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: this.options.url(),
      shard: session.shard,
      application: { id: this.world.bot.id, flags: ApplicationFlags.GatewayMessageContentLimited },
      private_channels: [],
      relationships: [],
      _trace: [],
    });
    if ((session.intents & GatewayIntentBits.Guilds) !== 0) {
      for (const guild of guilds) session.dispatch('GUILD_CREATE', guildCreate(this.world, session.intents, guild.id));
    }
    this.#tellPresence();
  }

  resume(data: unknown): GatewaySession | GatewayCloseCodes | undefined {
    if (!isRecord(data) || !this.#knows(data['token'])) return GatewayCloseCodes.AuthenticationFailed;
    const session = typeof data['session_id'] === 'string' ? this.#sessions.get(data['session_id']) : undefined;
    const sequence = data['seq'];
    if (session === undefined) return undefined;
    if (typeof sequence !== 'number' || !session.canReplayAfter(sequence)) return GatewayCloseCodes.InvalidSeq;
    this.#keep(session);
    return session;
  }

  request(session: GatewaySession, op: number, data: unknown): void {
    if (!isRecord(data)) return;
    if (op === GatewayOpcodes.VoiceStateUpdate) applyVoiceRequest(this.world, session, data);
    if (op === GatewayOpcodes.RequestGuildMembers) answerMembersRequest(this.world, session, data);
    if (op === GatewayOpcodes.PresenceUpdate) applyPresence(this.world, data);
  }

  released(session: GatewaySession): void {
    if (this.#sessions.has(session.id)) this.#expire(session);
    this.#tellPresence();
  }

  disconnected(connection: GatewayConnection, closeCode: number): void {
    this.#connections.delete(connection);
    const session = connection.session;
    const left = session !== undefined && this.#sessions.has(session.id) && !session.attached;
    // A client that closes with 1000 or 1001 gives its session up (docs: Gateway, "Disconnecting").
    if (left && (closeCode === 1000 || closeCode === 1001)) return this.forget(session);
    if (left && !this.#closed) this.#expire(session);
    this.#tellPresence();
  }

  /** A bot that was killed is out of voice some time later, and what it would have been told is let go. */
  #expire(session: GatewaySession): void {
    const stopTimer = this.world.clock.after(RESUME_WINDOW_MS, () => this.forget(session));
    this.#expiries.set(session, stopTimer);
  }

  /** The session does not expire any more. */
  #keep(session: GatewaySession): void {
    this.#expiries.get(session)?.();
    this.#expiries.delete(session);
  }

  /** Tokens come with or without the `Bot ` prefix. */
  #knows(token: unknown): boolean {
    return typeof token === 'string' && token.replace(/^Bot /, '') === this.world.token;
  }

  #tellPresence(): void {
    this.world.presence.set({ online: this.connected.length > 0 });
  }
}

function parseShard(value: unknown): readonly [number, number] | undefined {
  if (value === undefined) return [0, 1];
  if (!Array.isArray(value)) return undefined;
  const [id, count]: readonly unknown[] = value;
  if (!Number.isInteger(id) || !Number.isInteger(count)) return undefined;
  const shard = [Number(id), Number(count)] as const;
  return shard[0] >= 0 && shard[0] < shard[1] ? shard : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
