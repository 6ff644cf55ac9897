import type { Clock, Unsubscribe, Wording } from '@tonearm/core';
import { explainCloseCode } from './close-codes.js';
import type { JoinBudget } from './join-budget.js';
import type { LibraryConnection } from './library-connection.js';
import { LossCount } from './loss-count.js';
import { say } from './texts/say.js';
import type { VoiceTimes } from './voice-times.js';

export interface RecoveryOptions {
  readonly clock: Clock;
  readonly times: VoiceTimes;
  readonly budget: JoinBudget;
  library(): LibraryConnection;
  /** Where the bot is, or was when it was lost. */
  channelId(): string;
  /** The connection is lost for now, and why. */
  onLost(reason: Wording): void;
  /** The connection is set up from the beginning: Discord may still tell that we left. */
  onAnew(): void;
  /** It cannot be mended, and why. */
  onFailed(words: Wording, retryable: boolean, cause?: unknown): void;
}

/**
 * What becomes of a connection that is lost: the library resumes, then joins again; here each wait has a deadline, each
 * retry a bound, and what trying again cannot mend is ended in words.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  readonly #losses: LossCount;
  #stopDeadline: Unsubscribe = () => {};
  /** How long the library's next payload has to wait. */
  #delayMs = 0;
  /** Whether Discord has said that another voice server is to follow. */
  #serverPromised = false;
  /** What there is to say if no other voice server follows. */
  #farewell: Wording | undefined;

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#losses = new LossCount(options.clock, options.times);
  }

  /** How long the payload that the library sends now has to wait, in milliseconds. Asked once for each. */
  takeDelayMs(): number {
    const delayMs = this.#delayMs;
    this.#delayMs = 0;
    return delayMs;
  }

  /** Discord was asked to let the bot in. It answers within moments, or never: when the bot may not enter. */
  joining(): void {
    const { times, budget, onFailed } = this.#options;
    if (this.#farewell !== undefined) return this.#awaitAnotherServer(this.#farewell);
    const words = say('failed.not-let-in');
    this.#within(this.#delayMs + times.answerMs + budget.waitMs(), () => onFailed(words, true));
  }

  /** A voice server is being connected to, or resumed with. */
  connecting(resumes: boolean): void {
    this.#farewell = undefined;
    this.#serverPromised = false;
    if (resumes && !this.#noteLoss(say('lost.broke'))) return;
    this.#within(this.#options.times.serverMs, () =>
      this.mend(this.#options.library().waitsForUdp ? say('lost.by-udp') : say('lost.no-answer')),
    );
  }

  ready(): void {
    this.#stopDeadline();
    this.#losses.ready();
  }

  notReady(): void {
    this.#losses.notReady();
  }

  /** The voice server closed. The library joins again by itself after most codes; where that cannot help, or not yet, it is stopped. */
  closed(code: number): void {
    const { times, onFailed } = this.#options;
    const { words, remedy } = explainCloseCode(code);
    if (remedy === 'none') return onFailed(words, false);
    if (remedy === 'rejoin' && this.#noteLoss(words)) this.#delayMs = this.#losses.delayMs;
    if (remedy !== 'another-server') return;
    this.#farewell = words;
    // Longer than anything that is waited for: either a server is named, which drops the join, or we act.
    this.#delayMs = 2 * Math.max(times.serverMs, times.moveMs);
  }

  /** The library does nothing by itself any more. */
  waiting(reason: 'dropped' | 'no-server' | 'no-gateway'): void {
    const { times, library, channelId, onLost } = this.#options;
    switch (reason) {
      case 'dropped':
        onLost(say('lost.dropped'));
        // Who is moved or thrown out learns it by a voice state; without one, the main gateway had lost the bot.
        return this.#within(times.moveMs, () => {
          if (this.#noteLoss(say('lost.forgotten'))) library().join(channelId());
        });
      case 'no-server':
        this.#serverPromised = true;
        onLost(say('lost.moving'));
        return this.#within(times.serverMs, () => this.mend(say('lost.no-other-server')));
      case 'no-gateway':
        if (!this.#noteLoss(say('lost.no-gateway'))) return;
        return this.#within(times.gatewayRetryMs * this.#losses.losses, () => library().join(channelId()));
    }
  }

  /** The library threw. */
  broken(error: unknown): void {
    if (this.#losses.break()) this.joinAnew(say('lost.failed'));
    else this.#options.onFailed(say('failed.again'), true, error);
  }

  /** Joins anew, a bounded number of times. */
  mend(reason: Wording): void {
    if (this.#noteLoss(reason)) this.joinAnew(reason);
  }

  joinAnew(reason: Wording): void {
    const { library, channelId, onLost, onAnew } = this.#options;
    this.#farewell = undefined;
    this.#delayMs = 0;
    onLost(reason);
    onAnew();
    library().joinAnew(channelId());
  }

  /** Nothing is waited for any more. */
  stop(): void {
    this.#stopDeadline();
    this.#delayMs = 0;
  }

  /** The call is over, unless Discord names another voice server: it may have said already that it will. */
  #awaitAnotherServer(farewell: Wording): void {
    const { times, onLost, onFailed } = this.#options;
    const promised = this.#serverPromised;
    onLost(say('lost.call-ended'));
    this.#within(promised ? times.serverMs : times.moveMs, () =>
      promised ? this.mend(say('lost.no-other-server')) : onFailed(farewell, false),
    );
  }

  /** Counts a loss; `false` when it was one too many and the connection has ended. */
  #noteLoss(reason: Wording): boolean {
    this.#options.onLost(reason);
    if (this.#losses.lose()) return true;
    this.#options.onFailed(say('failed.in-vain', { reason, tries: LossCount.most }), true);
    return false;
  }

  #within(ms: number, onTime: () => void): void {
    this.#stopDeadline();
    this.#stopDeadline = this.#options.clock.after(ms, onTime);
  }
}
