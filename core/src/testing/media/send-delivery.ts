import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../runtime/clock.js';
import type { Delivery } from './delivery.js';

/** What is written at once. */
const CHUNK_LENGTH = 16 * 1024;
/** How many pieces a second a slow answer comes in. */
const PIECES_PER_SECOND = 20;

/** What sending goes by. */
export interface Sending {
  readonly clock: Clock;
  /** Fires when the client has gone. */
  readonly signal: AbortSignal;
  onSent(bytes: number): void;
}

/** Sends it as it is to be sent. Resolves when all is done. @throws when the signal fires before */
export async function sendDelivery(
  response: ServerResponse,
  delivery: Delivery,
  { clock, signal, onSent }: Sending,
): Promise<void> {
  const { cut, headers, status, body, endless } = delivery;
  if (delivery.delayMs > 0) await clock.sleep(delivery.delayMs, signal);
  if (cut?.after === 'nothing') return breakOff(response, cut.how);
  response.writeHead(status, { ...headers, ...(!endless && { 'content-length': String(body.length) }) });
  response.flushHeaders();
  for (const piece of piecesOf(delivery)) {
    if (delivery.watch?.isOver()) return breakOff(response, 'close');
    if (!response.write(piece)) await once(response, 'drain', { signal });
    delivery.watch?.sent(piece.length);
    onSent(piece.length);
    if (delivery.bytesPerSecond !== null) await clock.sleep((piece.length / delivery.bytesPerSecond) * 1000, signal);
  }
  if (cut) return breakOff(response, cut.how);
  response.end();
}

/** The body in the pieces that it is sent in, as far as it is sent. */
export function* piecesOf({ body, endless, bytesPerSecond, cut }: Delivery): Generator<Uint8Array> {
  const size = bytesPerSecond === null ? CHUNK_LENGTH : Math.max(1, Math.round(bytesPerSecond / PIECES_PER_SECOND));
  const end = endless ? Number.POSITIVE_INFINITY : body.length;
  const last = typeof cut?.after === 'number' ? Math.min(cut.after, end) : end;
  if (body.length === 0) return;
  for (let sent = 0; sent < last; ) {
    const from = sent % body.length;
    const piece = body.subarray(from, Math.min(from + size, from + last - sent));
    yield piece;
    sent += piece.length;
  }
}

function breakOff(response: ServerResponse, how: 'stall' | 'close' | 'reset'): void {
  const { socket } = response;
  // What was written has to leave before the connection closes, or the cut would come too early.
  if (how === 'close') socket?.destroySoon();
  if (how === 'reset') socket?.resetAndDestroy();
}
