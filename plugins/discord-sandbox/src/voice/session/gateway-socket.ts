import { VoiceCloseCodes, type VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { RawData, WebSocket } from 'ws';

/** One message from a bot. */
export type ClientMessage =
  | { readonly kind: 'json'; readonly op: number; readonly data: unknown }
  | { readonly kind: 'binary'; readonly op: number; readonly body: Buffer };

/** One WebSocket of the voice gateway: framing only. What cannot be read closes it with 4002. */
export class GatewaySocket {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    // A broken socket is followed by its close, which is what counts.
    socket.on('error', () => {});
  }

  /** Handles what comes from now on. */
  receive(onMessage: (message: ClientMessage) => void, onClose: (code: number) => void): void {
    this.#socket.on('message', (data, isBinary) => {
      const message = isBinary ? parseBinary(bytesOf(data)) : parseJson(bytesOf(data).toString());
      if (message === undefined) this.close(VoiceCloseCodes.FailedToDecode, 'Failed to decode payload.');
      else onMessage(message);
    });
    this.#socket.on('close', onClose);
  }

  /** Sends an unnumbered message. */
  send(op: VoiceOpcodes, data: unknown): void {
    this.sendRaw(JSON.stringify({ op, d: data }));
  }

  /** Sends what is framed already. */
  sendRaw(message: string | Uint8Array): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(message);
  }

  close(code: number, reason = ''): void {
    this.#socket.close(code, reason);
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

function parseJson(text: string): ClientMessage | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('op' in parsed) || typeof parsed.op !== 'number') {
      return undefined;
    }
    return { kind: 'json', op: parsed.op, data: 'd' in parsed ? parsed.d : null };
  } catch {
    return undefined;
  }
}

function parseBinary(bytes: Buffer): ClientMessage | undefined {
  return bytes.length === 0 ? undefined : { kind: 'binary', op: bytes.readUInt8(0), body: bytes.subarray(1) };
}
