import { type Clock, type Logger, VoiceError, type VoiceGateway, type VoicePayload } from '@tonearm/core';
import { say } from '../texts/say.js';
import { channelIdOf, leavePayload, userIdOf } from '../gateway-adapter.js';
import type { VoiceTimes } from '../voice-times.js';
import type { FromWorker } from './messages.js';
import { receivedFields } from './port-logger.js';
import { trustedAuthorities } from './trusted-authorities.js';
import { VoiceThread } from './voice-thread.js';
import { WorkerConnection } from './worker-connection.js';

export interface ConnectionWorkerParts {
  readonly gateway: VoiceGateway;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly times: Partial<VoiceTimes>;
  /** A payload of this worker goes to the gateway. */
  onSend(worker: ConnectionWorker): void;
  /** Its thread died. Its connections end right after. */
  onDeath(worker: ConnectionWorker): void;
}

/** On the main thread: one worker and the connections that live in it. */
export class ConnectionWorker {
  readonly #parts: ConnectionWorkerParts;
  readonly #thread: VoiceThread;
  /** By number: all of which the worker has not told the end. */
  readonly #connections = new Map<number, WorkerConnection>();
  /** The newest of each guild. */
  readonly #guilds = new Map<string, WorkerConnection>();
  /** Whose first join was counted when it was asked for, before the worker sends it. */
  readonly #counted = new Set<string>();
  #nextId = 1;
  #authorities: readonly string[] | undefined;

  constructor(parts: ConnectionWorkerParts) {
    const { times, clock } = parts;
    this.#parts = parts;
    const onMessage = (message: FromWorker) => this.#take(message);
    this.#thread = new VoiceThread({ times, clock, onMessage, onDeath: (cause) => this.#died(cause) });
  }

  /** How many connections it has. */
  get size(): number {
    return this.#connections.size;
  }

  /** Whether its thread got as far as working: one that did not has a fault that starting it again does not mend. */
  get loaded(): boolean {
    return this.#thread.loaded;
  }

  /** The guild's connection here; also one that was given up, until the worker has left the channel. */
  of(guildId: string): WorkerConnection | undefined {
    return this.#guilds.get(guildId);
  }

  connect(guildId: string, channelId: string): WorkerConnection {
    const id = this.#nextId++;
    this.#counted.add(guildId);
    this.#parts.onSend(this);
    const connection = new WorkerConnection(guildId, channelId, (message) => this.#thread.post({ ...message, id }));
    this.#connections.set(id, connection);
    this.#guilds.set(guildId, connection);
    const { userId } = this.#parts.gateway;
    this.#thread.post({ type: 'connect', id, guildId, channelId, userId, ...this.#newAuthorities() });
    return connection;
  }

  /** Discord's gateway tells something about the guild. */
  tell(type: 'voice-state' | 'voice-server', { guildId, data }: VoicePayload): void {
    const connection = this.#guilds.get(guildId);
    if (connection === undefined || connection.state.status === 'destroyed') return;
    const { gateway } = this.#parts;
    if (type === 'voice-state' && userIdOf(data) === gateway.userId) connection.placed(channelIdOf(data));
    const others = gateway.othersIn(guildId, connection.channelId);
    this.#thread.post({ type, guildId, data, others });
  }

  /** A payload of another worker went to the gateway. */
  noteSend(): void {
    this.#thread.post({ type: 'sent-by-another' });
  }

  /** Leaves every channel and ends the thread. */
  close(): Promise<void> {
    for (const connection of this.#connections.values()) connection.destroy();
    return this.#thread.close();
  }

  #take(message: FromWorker): void {
    switch (message.type) {
      case 'send':
        if (!this.#counted.delete(message.guildId)) this.#parts.onSend(this);
        if (!this.#parts.gateway.send(message.guildId, message.payload))
          this.#thread.post({ type: 'refused', guildId: message.guildId });
        return;
      case 'state': {
        const connection = this.#connections.get(message.id);
        if (message.state.status === 'destroyed') this.#forget(message.id);
        return connection?.toldState(message.state);
      }
      case 'events':
        for (const { id, event } of message.events) this.#connections.get(id)?.toldEvent(event);
        return;
      case 'log':
        return this.#parts.logger[message.level](message.message, receivedFields(message.fields));
      case 'loaded':
      case 'alive':
      case 'closed':
        return;
    }
  }

  /** Discord still has the bot in those channels. The new connections that listeners ask for now go to another worker. */
  #died(cause: unknown): void {
    const { gateway, logger, onDeath } = this.#parts;
    logger.error('A voice worker died', { error: cause, connections: this.#guilds.size });
    const guilds = [...this.#guilds];
    this.#connections.clear();
    this.#guilds.clear();
    for (const [guildId] of guilds) gateway.send(guildId, leavePayload(guildId));
    onDeath(this);
    const words = say('failed.worker');
    for (const [, connection] of guilds) connection.end(new VoiceError(words, true, { cause }));
  }

  #forget(id: number): void {
    const connection = this.#connections.get(id);
    this.#connections.delete(id);
    if (!connection || this.#guilds.get(connection.guildId) !== connection) return;
    this.#guilds.delete(connection.guildId);
    this.#counted.delete(connection.guildId);
  }

  #newAuthorities(): { readonly authorities?: readonly string[] } {
    const authorities = trustedAuthorities();
    if (authorities === this.#authorities) return {};
    this.#authorities = authorities;
    return authorities === undefined ? {} : { authorities };
  }
}
