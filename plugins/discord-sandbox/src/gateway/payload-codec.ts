import { constants, createDeflate } from 'node:zlib';
import type { WebSocket } from 'ws';
import type { GatewayPayload } from './gateway-session.js';

/** Writes payloads to a socket. */
export interface PayloadWriter {
  write(payload: GatewayPayload): void;
  close(): void;
}

/** One JSON text per payload. */
export function plainWriter(socket: WebSocket): PayloadWriter {
  return {
    write: (payload) => socket.send(JSON.stringify(payload)),
    close: () => {},
  };
}

/**
 * `compress=zlib-stream`: one compression context per socket, flushed after each payload, so that each ends in
 * `00 00 ff ff` (docs: Gateway, "Transport Compression").
 */
export function zlibStreamWriter(socket: WebSocket): PayloadWriter {
  const deflate = createDeflate();
  let chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    write: (payload) => {
      deflate.write(JSON.stringify(payload));
      deflate.flush(constants.Z_SYNC_FLUSH, () => {
        const whole = Buffer.concat(chunks);
        chunks = [];
        if (whole.byteLength > 0 && socket.readyState === socket.OPEN) socket.send(whole);
      });
    },
    close: () => deflate.close(),
  };
}
