/**
 * The receiving thread. It has nothing to do but to stamp, decrypt and hand on, so the times it stamps do not depend
 * on how busy the other threads of the process are.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { parentPort, workerData } from 'node:worker_threads';
import { discoveryAnswer, parseDiscovery } from './ip-discovery.js';
import type { Arrival, ReceiverCommand, ReceiverOptions, ReceiverReport } from './receiver-messages.js';
import { parseRtp } from './rtp-packet.js';
import { openPacket } from './transport-cipher.js';

/** How long packets are gathered before they are handed on together. */
const BATCH_MS = 4;

// The sandbox starts this file as a worker with these options; there is no other way in.
const { host, receiveBufferBytes } = workerData as ReceiverOptions;
const keys = new Map<number, KeyObject>();
const lost = new Set<number>();
const socket = createSocket('udp4');
let arrivals: Arrival[] = [];
let frames: Buffer[] = [];
let frameBytes = 0;

socket.on('message', receive);
socket.on('error', (error) => report({ kind: 'failed', message: error.message }));
socket.bind(0, host, () => {
  socket.setRecvBufferSize(receiveBufferBytes);
  report({ kind: 'bound', port: socket.address().port });
});
parentPort?.on('message', obey);

function obey(command: ReceiverCommand): void {
  switch (command.kind) {
    case 'expect':
      keys.set(command.ssrc, createSecretKey(command.key));
      report({ kind: 'expecting', ssrc: command.ssrc });
      break;
    case 'lose':
      if (command.lost) lost.add(command.ssrc);
      else lost.delete(command.ssrc);
      break;
    case 'forget':
      keys.delete(command.ssrc);
      lost.delete(command.ssrc);
      break;
    case 'close':
      socket.close();
      parentPort?.close();
      break;
  }
}

function receive(datagram: Buffer, from: RemoteInfo): void {
  // This thread has no Clock: nothing in it waits, and a stamp needs the fraction of the millisecond.
  const arrivedAtMs = performance.timeOrigin + performance.now();
  const asking = parseDiscovery(datagram);
  if (asking !== undefined) {
    if (lost.has(asking)) return;
    socket.send(discoveryAnswer(asking, from.address, from.port), from.port, from.address);
    return;
  }
  const packet = parseRtp(datagram);
  const key = packet && keys.get(packet.ssrc);
  if (!packet || !key || lost.has(packet.ssrc)) return;
  const frame = openPacket(packet, key);
  if (arrivals.length === 0) setTimeout(handOn, BATCH_MS);
  const { ssrc, sequence, timestamp } = packet;
  arrivals.push({
    ssrc,
    sequence,
    timestamp,
    arrivedAtMs,
    frame: frame === undefined ? null : { start: frameBytes, end: frameBytes + frame.length },
  });
  if (frame === undefined) return;
  frames.push(frame);
  frameBytes += frame.length;
}

function handOn(): void {
  const bytes = new Uint8Array(frameBytes);
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  report({ kind: 'arrivals', bytes, arrivals }, [bytes.buffer]);
  arrivals = [];
  frames = [];
  frameBytes = 0;
}

function report(message: ReceiverReport, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}
