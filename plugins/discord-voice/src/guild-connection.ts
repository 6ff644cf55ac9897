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
} from '@tonearm/core';
import { explainCloseCode } from './close-codes.js';
import { FrameOutput } from './frame-output.js';
import { channelIdOf, type FarGateway, userIdOf } from './gateway-adapter.js';
import type { JoinBudget } from './join-budget.js';
import { LibraryConnection, type LibraryEvent } from './library-connection.js';
import { LossCount } from './loss-count.js';
import type { Pacer } from './pacer.js';
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

/**
 * One guild's connection: decides what to do about everything that the library tells. Each wait has a deadline, each
 * retry a bound, and each end its words.
 */
export class GuildConnection implements VoiceConnection {
  readonly guildId: string;
  readonly output: FrameOutput;
  readonly #parts: GuildConnectionParts;
  readonly #library: LibraryConnection;
  readonly #losses: LossCount;
  readonly #listeners = new Listeners<VoiceConnectionState>();
  readonly #stopVoiceStates: Unsubscribe;
  #state: VoiceConnectionState;
  #channelId: string;
  #others = 0;
  #stopDeadline: Unsubscribe = () => {};
  #stopHold: Unsubscribe | undefined;
  #heldBefore = false;
  /** How long the library's next payload has to wait. */
  #delayMs = 0;
  /** Whether Discord has told that this connection is in a channel: before, it may still tell that we left an earlier one. */
  #placed = false;

  constructor(guildId: string, channelId: string, parts: GuildConnectionParts) {
    this.guildId = guildId;
    this.#channelId = channelId;
    this.#parts = parts;
    this.#losses = new LossCount(parts.clock, parts.times);
    this.#state = { status: 'connecting', channelId };
    const sink = { send: (frame: Uint8Array) => this.#send(frame), endSpurt: () => this.#library.endSpurt() };
    this.output = new FrameOutput(sink, parts.pacer);
    this.#stopVoiceStates = parts.gateway.onVoiceState((update) => this.#voiceState(update));
    this.#countOthers();
    this.#library = new LibraryConnection({
      gateway: parts.gateway,
      guildId,
      channelId,
      clock: parts.clock,
      takeDelayMs: () => this.#takeDelayMs(),
      onSend: () => parts.budget.note(),
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
    return encryption !== 'held' && this.#library.send(frame);
  }

  #libraryEvent(event: LibraryEvent): void {
    if (this.#state.status === 'destroyed') return;
    switch (event.type) {
      case 'signalling':
        return this.#awaitDiscord();
      case 'connecting':
        return this.#awaitServer();
      case 'ready':
        return this.#ready();
      case 'closed':
        return this.#closed(event.code);
      case 'waiting':
        return this.#waiting(event.reason);
      case 'group-changed':
        return this.#reviewEncryption();
      case 'broken':
        return this.#broken(event.error);
      case 'fault':
        return this.#parts.logger.warn('The voice connection met a fault', {
          error: event.error,
          guildId: this.guildId,
        });
    }
  }

  /** Discord answers a join within moments, or never: when the bot may not enter. */
  #awaitDiscord(): void {
    this.#setDeadline(this.#delayMs + this.#parts.times.answerMs + this.#parts.budget.waitMs(), () =>
      this.#fail(
        'Discord did not let the bot into the voice channel. Check that it may connect there, and that there is room.',
        true,
      ),
    );
  }

  #awaitServer(): void {
    if (this.#state.status === 'ready') this.#setReconnecting('Connecting to the voice server again.');
    this.#setDeadline(this.#parts.times.serverMs, () => {
      const reason = this.#library.waitsForUdp
        ? 'Discord’s voice server cannot be reached by UDP; a firewall may be in the way.'
        : 'Discord’s voice server did not answer.';
      if (this.#noteLoss(reason)) this.#joinAnew(reason);
    });
  }

  #ready(): void {
    this.#stopDeadline();
    this.#losses.ready();
    this.#placed = true;
    this.#countOthers();
    this.#encryptionChanged(this.#library.encryption(this.#others));
  }

  /** The library joins again by itself after most codes; here it is stopped where that cannot help. */
  #closed(code: number): void {
    const { words, mendable } = explainCloseCode(code);
    if (!mendable) return this.#fail(words, false);
    if (code === DROPPED || !this.#noteLoss(words)) return;
    this.#delayMs = this.#losses.delayMs;
  }

  #takeDelayMs(): number {
    const delayMs = this.#delayMs;
    this.#delayMs = 0;
    return delayMs;
  }

  #waiting(reason: 'dropped' | 'no-server' | 'no-gateway'): void {
    const { times } = this.#parts;
    switch (reason) {
      case 'dropped':
        this.#setReconnecting('The bot was moved, or disconnected from its channel.');
        return this.#setDeadline(times.moveMs, () =>
          this.#fail('The bot was disconnected from its voice channel.', false),
        );
      case 'no-server':
        this.#setReconnecting('Discord is moving the channel to another voice server.');
        return this.#setDeadline(times.serverMs, () => this.#joinAnew('Discord named no other voice server.'));
      case 'no-gateway':
        if (!this.#noteLoss('The bot is not connected to Discord.')) return;
        return this.#setDeadline(times.gatewayRetryMs * this.#losses.losses, () => this.#library.join(this.#channelId));
    }
  }

  #broken(error: unknown): void {
    this.#parts.logger.error('@discordjs/voice failed', { error, guildId: this.guildId });
    if (!this.#losses.break()) return this.#fail('The voice connection failed again after joining anew.', true, error);
    this.#joinAnew('The voice connection failed and is set up anew.');
  }

  #joinAnew(reason: string): void {
    this.#setReconnecting(reason);
    this.#placed = false;
    this.#library.joinAnew(this.#channelId);
  }

  /** Counts a loss; `false` when it was one too many and the connection has ended. */
  #noteLoss(reason: string): boolean {
    this.#setReconnecting(reason);
    if (this.#losses.lose()) return true;
    this.#fail(`${reason} Joining was tried ${LossCount.most} times. Please try again later.`, true);
    return false;
  }

  #voiceState({ guildId, data }: VoicePayload): void {
    if (guildId !== this.guildId || this.#state.status === 'destroyed') return;
    if (userIdOf(data) === this.#parts.gateway.userId) this.#ownVoiceState(channelIdOf(data));
    this.#countOthers();
    if (this.#state.status === 'ready') this.#reviewEncryption();
  }

  #ownVoiceState(channelId: string | null): void {
    if (channelId === null) {
      if (this.#placed) this.#fail('Someone disconnected the bot from its voice channel.', false);
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
    if (encryption === 'held') {
      this.#stopHold ??= this.#parts.clock.after(this.#parts.times.encryptionMs, () => this.#heldTooLong());
    } else {
      this.#stopHolding();
      this.#heldBefore = false;
    }
    this.#setState({ status: 'ready', channelId: this.#channelId, encryption });
  }

  #heldTooLong(): void {
    this.#stopHold = undefined;
    if (this.#heldBefore) {
      return this.#fail(
        'End-to-end encryption with the others in the channel could not be set up, so nothing is played.',
        true,
      );
    }
    this.#heldBefore = true;
    this.#joinAnew('End-to-end encryption is not ready; joining once more.');
  }

  #stopHolding(): void {
    this.#stopHold?.();
    this.#stopHold = undefined;
  }

  #setReconnecting(reason: string): void {
    if (this.#state.status === 'destroyed') return;
    this.#stopHolding();
    this.#losses.notReady();
    this.#setState({ status: 'reconnecting', channelId: this.#channelId, reason });
  }

  #setDeadline(ms: number, onTime: () => void): void {
    this.#stopDeadline();
    this.#stopDeadline = this.#parts.clock.after(ms, onTime);
  }

  #setState(state: VoiceConnectionState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#listeners.emit(state);
  }

  #fail(words: string, retryable: boolean, cause?: unknown): void {
    this.#end(new VoiceError(words, retryable, { cause }));
  }

  #end(error: TonearmError | null): void {
    if (this.#state.status === 'destroyed') return;
    this.#stopDeadline();
    this.#stopHolding();
    this.#stopVoiceStates();
    this.#delayMs = 0;
    this.#state = { status: 'destroyed', error };
    this.output.close();
    this.#library.destroy();
    this.#listeners.emit(this.#state);
  }
}

/** Moved or kicked; which of the two, the next seconds show. */
const DROPPED = 4014;
