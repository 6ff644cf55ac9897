import {
  joinVoiceChannel,
  type Networking,
  NetworkingStatusCode,
  type VoiceConnection,
  VoiceConnectionDisconnectReason,
  type VoiceConnectionState,
  VoiceConnectionStatus,
  type VoiceWebSocket,
} from '@discordjs/voice';
import type { Clock, VoiceGateway } from '@tonearm/core';
import { connectSocket, guardSocket } from './direct-socket.js';
import { type FarGateway, gatewayAdapter } from './gateway-adapter.js';
import { inOrderOfResume } from './resume-order.js';

/** What the library's connection does, in the words that our policy needs. */
export type LibraryEvent =
  /** It asked the gateway to join, and waits for Discord's answer. */
  | { readonly type: 'signalling' }
  /** It connects to the voice server, or resumes there. */
  | { readonly type: 'connecting'; readonly resumes: boolean }
  | { readonly type: 'ready' }
  /** The voice server closed. Unless the connection is destroyed in this very call, the library goes on by itself. */
  | { readonly type: 'closed'; readonly code: number }
  /** It waits for someone to act: dropped by Discord (4014), without a voice server, or without a main gateway. */
  | { readonly type: 'waiting'; readonly reason: 'dropped' | 'no-server' | 'no-gateway' }
  /** The end-to-end group moved on. */
  | { readonly type: 'group-changed' }
  /** The library threw. What it was doing is undone; joining anew is the cure. */
  | { readonly type: 'broken'; readonly error: unknown }
  /** A fault that the library deals with itself; for the log. */
  | { readonly type: 'fault'; readonly error: unknown };

export interface LibraryConnectionOptions {
  readonly gateway: VoiceGateway | FarGateway;
  readonly guildId: string;
  readonly channelId: string;
  readonly clock: Clock;
  /** How long the next payload to the gateway has to wait, in milliseconds. */
  takeDelayMs(): number;
  onSend(): void;
  /** A datagram came from the voice server; whether it answers {@link LibraryConnection.probe}. */
  onDatagram(answersProbe: boolean): void;
  onEvent(event: LibraryEvent): void;
}

/**
 * One connection of @discordjs/voice, with its exceptions caught where they arise: in its handlers of WebSocket
 * messages (a bad DAVE proposal), of datagrams, of gateway payloads, and in its encryption.
 */
export class LibraryConnection {
  readonly #options: LibraryConnectionOptions;
  readonly #connection: VoiceConnection;
  #networking: Networking | undefined;
  /** As last read; asking the library for each frame costs as much as sending it. Read anew after all that can change it. */
  #encryption: 'none' | 'end-to-end' | 'by-others' | 'held' | undefined;

  constructor(options: LibraryConnectionOptions) {
    this.#options = options;
    const { gateway, guildId, channelId } = options;
    const onFailure = (error: unknown) => options.onEvent({ type: 'broken', error });
    const onRefused = () => options.onEvent({ type: 'waiting', reason: 'no-gateway' });
    this.#connection = joinVoiceChannel({
      guildId,
      channelId,
      group: `tonearm:${gateway.userId}`,
      selfDeaf: true,
      selfMute: false,
      adapterCreator: gatewayAdapter({ ...options, onFailure, onRefused }),
    });
    // We never listen; and its handler throws on a datagram of 9 to 11 bytes, which anyone may send.
    this.#connection.receiver.onUdpMessage = (datagram) => options.onDatagram(isAddressAnswer(datagram));
    this.#connection.on('error', (error) => options.onEvent({ type: 'fault', error }));
    this.#connection.on('transitioned', () => {
      this.#encryption = undefined;
      options.onEvent({ type: 'group-changed' });
    });
    this.#connection.on('stateChange', (_, state) => this.#stateChanged(state));
  }

  /** Tells the state that the connection is in, for whoever listens only since now. */
  tellState(): void {
    this.#stateChanged(this.#connection.state);
  }

  /** Whether it has got as far as exchanging addresses by UDP, and stays there. */
  get waitsForUdp(): boolean {
    return this.#networking?.state.code === NetworkingStatusCode.UdpHandshaking;
  }

  /** Whether the voice server takes sound now, and how far it is encrypted when `others` are in the channel too. */
  encryption(others: number): 'none' | 'held' | 'end-to-end' {
    this.#encryption ??= this.#readEncryption();
    if (this.#encryption === 'by-others') return others > 0 ? 'held' : 'none';
    return this.#encryption;
  }

  /** Sends one Opus packet now; `false` when the connection does not take it. */
  send(frame: Uint8Array): boolean {
    try {
      const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
      return this.#connection.playOpusPacket(bytes) === true;
    } catch (error) {
      this.#options.onEvent({ type: 'broken', error });
      return false;
    }
  }

  /** Asks the voice server for the bot's address, which it answers. */
  probe(): void {
    const state = this.#networking?.state;
    if (state?.code === NetworkingStatusCode.Ready) state.udp.send(addressRequest(state.connectionData.ssrc));
  }

  endSpurt(): void {
    this.#connection.setSpeaking(false);
  }

  /** Asks to be in another channel, or once more in this one. */
  join(channelId: string): void {
    this.#connection.rejoin({ channelId, selfDeaf: true, selfMute: false });
  }

  /** Leaves and joins, so that Discord begins a new session. */
  joinAnew(channelId: string): void {
    this.#connection.disconnect();
    this.join(channelId);
  }

  /** Leaves the channel. Calling it again does nothing. */
  destroy(): void {
    if (this.#connection.state.status !== VoiceConnectionStatus.Destroyed) this.#connection.destroy();
  }

  /** `by-others`: the voice server knows of nobody else, so it depends on whom the main gateway knows of. */
  #readEncryption(): 'none' | 'end-to-end' | 'by-others' | 'held' {
    const state = this.#networking?.state;
    if (state?.code !== NetworkingStatusCode.Ready || !state.dave || state.dave.protocolVersion === 0) return 'none';
    if (state.dave.session?.ready) return 'end-to-end';
    return state.connectionData.connectedClients.size > 0 ? 'held' : 'by-others';
  }

  #stateChanged(state: VoiceConnectionState): void {
    this.#encryption = undefined;
    if ('networking' in state && state.networking && state.networking !== this.#networking)
      this.#watch(state.networking);
    const { onEvent } = this.#options;
    switch (state.status) {
      case VoiceConnectionStatus.Signalling:
        return onEvent({ type: 'signalling' });
      case VoiceConnectionStatus.Connecting:
        return onEvent({ type: 'connecting', resumes: this.#networking?.state.code === NetworkingStatusCode.Resuming });
      case VoiceConnectionStatus.Ready:
        return onEvent({ type: 'ready' });
      case VoiceConnectionStatus.Disconnected:
        if (state.reason === VoiceConnectionDisconnectReason.Manual) return;
        return onEvent({ type: 'waiting', reason: WAITING[state.reason] });
      case VoiceConnectionStatus.Destroyed:
        return;
    }
  }

  /** Each voice server has a networking of its own; its listeners come before the connection's, which rejoins at once. */
  #watch(networking: Networking): void {
    this.#networking = networking;
    networking.prependListener('stateChange', () => {
      this.#encryption = undefined;
    });
    networking.prependOnceListener('close', (code: number) => this.#options.onEvent({ type: 'closed', code }));
    networking.on('stateChange', (_, state) => {
      if ('ws' in state) this.#guard(state.ws);
      if ('udp' in state) guardSocket(state.udp);
      if (state.code === NetworkingStatusCode.Ready) connectSocket(state.udp);
    });
    if ('ws' in networking.state) this.#guard(networking.state.ws);
  }

  /** The library's handler throws into the socket's event otherwise, and the process ends. */
  #guard(socket: VoiceWebSocket): void {
    if (Object.hasOwn(socket, 'onMessage')) return;
    const handle = socket.onMessage.bind(socket);
    const isResuming = () => this.#networking?.state.code === NetworkingStatusCode.Resuming;
    socket.onMessage = inOrderOfResume(isResuming, (event) => {
      // Others come and go, and the group moves on, only by such messages; a listener may ask while this one is handled.
      this.#encryption = undefined;
      try {
        handle(event);
      } catch (error) {
        // A proposal that must not be followed leaves the group as it was: there is nothing to mend.
        this.#options.onEvent({ type: isProposals(event.data) ? 'fault' : 'broken', error });
      } finally {
        this.#encryption = undefined;
      }
    });
  }
}

/** Op 27 of the voice gateway. */
const MLS_PROPOSALS = 27;

/** Whether a message of the voice gateway is a binary one with op 27: u16 sequence, u8 op, body. */
function isProposals(message: unknown): boolean {
  const bytes = message instanceof ArrayBuffer ? new Uint8Array(message) : message;
  return bytes instanceof Uint8Array && bytes[2] === MLS_PROPOSALS;
}

/** A message of IP discovery: type, length of the rest, ssrc, address and port (Discord's documentation, "IP Discovery"). */
const ADDRESS = { length: 74, request: 1, response: 2 };

function addressRequest(ssrc: number): Buffer {
  const request = Buffer.alloc(ADDRESS.length);
  request.writeUInt16BE(ADDRESS.request, 0);
  request.writeUInt16BE(ADDRESS.length - 4, 2);
  request.writeUInt32BE(ssrc, 4);
  return request;
}

function isAddressAnswer(datagram: Buffer): boolean {
  return datagram.length === ADDRESS.length && datagram.readUInt16BE(0) === ADDRESS.response;
}

const WAITING = {
  [VoiceConnectionDisconnectReason.WebSocketClose]: 'dropped',
  [VoiceConnectionDisconnectReason.EndpointRemoved]: 'no-server',
  [VoiceConnectionDisconnectReason.AdapterUnavailable]: 'no-gateway',
} as const;
