import {
  type Clock,
  Listeners,
  type Logger,
  type TonearmError,
  type Unsubscribe,
  type VoiceConnection,
  type VoiceConnectionState,
  VoiceError,
  type VoiceGateway,
  type VoicePayload,
  type Wording,
} from '@tonearm/core';
import { EncryptionHold } from './encryption-hold.js';
import { FrameOutput } from './frame-output.js';
import { channelIdOf, type FarGateway, userIdOf } from './gateway-adapter.js';
import type { JoinBudget } from './join-budget.js';
import { LibraryConnection, type LibraryEvent } from './library-connection.js';
import type { Pacer } from './pacer.js';
import { Recovery } from './recovery.js';
import { SoundWatch } from './sound-watch.js';
import { say } from './texts/say.js';
import type { VoiceTimes } from './voice-times.js';

export interface GuildConnectionParts {
  readonly gateway: VoiceGateway | FarGateway;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pacer: Pacer;
  readonly budget: JoinBudget;
  readonly times: VoiceTimes;
}

type Encryption = 'none' | 'held' | 'end-to-end';

/** One guild's connection: its state, what may leave when, and where it is. What is lost, {@link Recovery} mends. */
export class GuildConnection implements VoiceConnection {
  readonly guildId: string;
  readonly output: FrameOutput;
  readonly #parts: GuildConnectionParts;
  readonly #library: LibraryConnection;
  readonly #recovery: Recovery;
  readonly #listeners = new Listeners<VoiceConnectionState>();
  readonly #stopVoiceStates: Unsubscribe;
  #state: VoiceConnectionState;
  #channelId: string;
  #others = 0;
  readonly #hold: EncryptionHold;
  readonly #watch: SoundWatch;
  /** Whether Discord has told that this connection is in a channel: before, it may still tell that we left an earlier one. */
  #placed = false;

  constructor(guildId: string, channelId: string, parts: GuildConnectionParts) {
    this.guildId = guildId;
    this.#channelId = channelId;
    this.#parts = parts;
    this.#recovery = this.#newRecovery();
    this.#state = { status: 'connecting', channelId };
    this.#hold = this.#newHold();
    this.#watch = new SoundWatch({
      ...parts,
      probe: () => this.#library.probe(),
      onDead: (reason) => this.#recovery.mend(reason),
    });
    const sink = { send: (frame: Uint8Array) => this.#send(frame), endSpurt: () => this.#library.endSpurt() };
    this.output = new FrameOutput(sink, parts.pacer);
    this.#stopVoiceStates = parts.gateway.onVoiceState((update) => this.#voiceState(update));
    this.#library = new LibraryConnection({
      gateway: parts.gateway,
      guildId,
      channelId,
      clock: parts.clock,
      takeDelayMs: () => this.#recovery.takeDelayMs(),
      onSend: () => parts.budget.note(),
      onDatagram: (answersProbe) => this.#watch.heard(answersProbe),
      onEvent: (event) => this.#libraryEvent(event),
    });
    this.#library.tellState();
  }

  get state(): VoiceConnectionState {
    return this.#state;
  }

  onState(listener: (state: VoiceConnectionState) => void): Unsubscribe {
    return this.#listeners.add(listener);
  }

  move(channelId: string): void {
    if (this.#state.status !== 'destroyed') this.#library.join(channelId);
  }

  destroy(): void {
    this.#end(null);
  }

  #send(frame: Uint8Array): boolean {
    const { state } = this;
    if (state.status !== 'ready') return false;
    const encryption = this.#library.encryption(this.#others);
    if (encryption !== state.encryption) this.#encryptionChanged(encryption);
    if (encryption === 'held') return false;
    const left = this.#library.send(frame);
    this.#watch.due(left);
    return left;
  }

  #libraryEvent(event: LibraryEvent): void {
    if (this.#state.status === 'destroyed') return;
    switch (event.type) {
      case 'signalling':
        return this.#recovery.joining();
      case 'connecting':
        if (this.#state.status === 'ready' && !event.resumes) this.#setReconnecting(say('lost.another-server'));
        return this.#recovery.connecting(event.resumes);
      case 'ready':
        return this.#ready();
      case 'closed':
        return this.#recovery.closed(event.code);
      case 'waiting':
        return this.#recovery.waiting(event.reason);
      case 'group-changed':
        return this.#reviewEncryption();
      case 'broken':
        this.#parts.logger.error('@discordjs/voice failed', { error: event.error, guildId: this.guildId });
        return this.#recovery.broken(event.error);
      case 'fault':
        return this.#parts.logger.warn('The voice connection met a fault', {
          error: event.error,
          guildId: this.guildId,
        });
    }
  }

  #ready(): void {
    this.#recovery.ready();
    this.#placed = true;
    this.#countOthers();
    this.#watch.start();
    this.#encryptionChanged(this.#library.encryption(this.#others));
  }

  #newRecovery(): Recovery {
    return new Recovery({
      ...this.#parts,
      library: () => this.#library,
      channelId: () => this.#channelId,
      onLost: (reason) => this.#setReconnecting(reason),
      onAnew: () => {
        this.#placed = false;
      },
      onFailed: (words, retryable, cause) => this.#fail(words, retryable, cause),
    });
  }

  #voiceState({ guildId, data }: VoicePayload): void {
    if (guildId !== this.guildId || this.#state.status === 'destroyed') return;
    if (userIdOf(data) === this.#parts.gateway.userId) this.#ownVoiceState(channelIdOf(data));
    this.#countOthers();
    if (this.#state.status === 'ready') this.#reviewEncryption();
  }

  #ownVoiceState(channelId: string | null): void {
    if (channelId === null) {
      if (this.#placed) this.#fail(say('failed.thrown-out'), false);
      return;
    }
    this.#placed = true;
    if (channelId === this.#channelId) return;
    this.#channelId = channelId;
    if (this.#state.status !== 'destroyed') this.#setState({ ...this.#state, channelId });
  }

  #countOthers(): void {
    this.#others = this.#parts.gateway.othersIn(this.guildId, this.#channelId);
  }

  #reviewEncryption(): void {
    if (this.#state.status === 'ready') this.#encryptionChanged(this.#library.encryption(this.#others));
  }

  #encryptionChanged(encryption: Encryption): void {
    if (encryption === 'held') this.#hold.hold();
    else this.#hold.flow();
    this.#setState({ status: 'ready', channelId: this.#channelId, encryption });
  }

  #newHold(): EncryptionHold {
    const { clock, times } = this.#parts;
    const words = say('failed.encryption');
    return new EncryptionHold({
      clock,
      ms: times.encryptionMs,
      onFirst: () => this.#recovery.joinAnew(say('lost.encryption')),
      onSecond: () => this.#fail(words, true),
    });
  }

  #setReconnecting(reason: Wording): void {
    if (this.#state.status === 'destroyed') return;
    this.#hold.suspend();
    this.#watch.stop();
    this.#recovery.notReady();
    this.#setState({ status: 'reconnecting', channelId: this.#channelId, reason });
  }

  #setState(state: VoiceConnectionState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#listeners.emit(state);
  }

  #fail(words: Wording, retryable: boolean, cause?: unknown): void {
    this.#end(new VoiceError(words, retryable, { cause }));
  }

  #end(error: TonearmError | null): void {
    if (this.#state.status === 'destroyed') return;
    this.#recovery.stop();
    this.#hold.suspend();
    this.#watch.stop();
    this.#stopVoiceStates();
    this.#state = { status: 'destroyed', error };
    this.output.close();
    this.#library.destroy();
    this.#listeners.emit(this.#state);
  }
}
