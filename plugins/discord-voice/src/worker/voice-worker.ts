/**
 * The worker thread: all of @discordjs/voice, the pacing and the encryption of some guilds. It does what the main
 * thread's messages say and tells what happens; an exception that nothing catches ends it, and the main thread notices.
 */
import { setDefaultCACertificates } from 'node:tls';
import { parentPort, workerData } from 'node:worker_threads';
import { SystemClock, unpackFrames, type VoiceConnectionState } from '@tonearm/core';
import { DiscordVoiceConnector } from '../discord-voice-connector.js';
import type { GuildConnection } from '../guild-connection.js';
import type { VoiceTimes } from '../voice-times.js';
import { sendable } from './far-error.js';
import type { FarEvent, FarState, FromWorker, ToWorker } from './messages.js';
import { PortGateway } from './port-gateway.js';
import { PortLogger } from './port-logger.js';

/** What the worker is started with. */
export interface VoiceWorkerData {
  readonly times: Partial<VoiceTimes>;
}

// VoiceThread starts this file with these data; there is no other way in.
const { times } = workerData as VoiceWorkerData;
const gateway = new PortGateway((guildId, payload) => post({ type: 'send', guildId, payload }));
const logger = new PortLogger((level, message, fields) => post({ type: 'log', level, message, fields }));
const connector = new DiscordVoiceConnector({ gateway, clock: new SystemClock(), logger }, times);
const connections = new Map<number, GuildConnection>();
/** What the outputs have told since the last message. */
const events: FarEvent[] = [];

parentPort?.on('message', obey);
post({ type: 'loaded' });

function obey(message: ToWorker): void {
  switch (message.type) {
    case 'connect':
      return connect(message);
    case 'move':
      return connections.get(message.id)?.move(message.channelId);
    case 'destroy':
      return connections.get(message.id)?.destroy();
    case 'command':
      return connections.get(message.id)?.output.send(message.command);
    case 'frames': {
      const { generation, batch } = message;
      return connections.get(message.id)?.output.send({ type: 'frames', generation, frames: unpackFrames(batch) });
    }
    case 'voice-state':
      gateway.noteOthers(message.guildId, message.others);
      return gateway.voiceState(message);
    case 'voice-server':
      gateway.noteOthers(message.guildId, message.others);
      return gateway.voiceServer(message);
    case 'refused':
      return gateway.refused(message.guildId);
    case 'sent-by-another':
      return connector.noteSend();
    case 'beat':
      return post({ type: 'alive' });
    case 'close':
      connector.close();
      // The sockets' farewells are written in this turn.
      setImmediate(() => post({ type: 'closed' }));
  }
}

function connect({ id, guildId, channelId, userId, authorities }: ToWorker & { type: 'connect' }): void {
  if (authorities) setDefaultCACertificates(authorities);
  gateway.userId = userId;
  const connection = connector.connect(guildId, channelId);
  connections.set(id, connection);
  connection.output.onEvent((event) => tellLater({ id, event }));
  const tell = (state: VoiceConnectionState) => {
    if (state.status === 'destroyed') forget(id, guildId);
    post({ type: 'state', id, state: sendableState(state) });
  };
  connection.onState(tell);
  if (connection.state.status !== 'connecting') tell(connection.state);
}

function forget(id: number, guildId: string): void {
  connections.delete(id);
  gateway.forgetGuild(guildId);
}

function sendableState(state: VoiceConnectionState): FarState {
  return state.status === 'destroyed' ? { ...state, error: state.error && sendable(state.error) } : state;
}

function tellLater(event: FarEvent): void {
  if (events.length === 0) queueMicrotask(tellEvents);
  events.push(event);
}

function tellEvents(): void {
  if (events.length > 0) parentPort?.postMessage({ type: 'events', events: events.splice(0) } satisfies FromWorker);
}

/** In the order of what happened. */
function post(message: FromWorker): void {
  tellEvents();
  parentPort?.postMessage(message);
}
