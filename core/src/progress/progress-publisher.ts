import type { MessageContent } from '../model/message-content.js';
import { raceSignal, startDeadline } from '../runtime/abort.js';
import type { Clock } from '../runtime/clock.js';
import { type Logger, silentLogger } from '../runtime/logger.js';
import type { ChannelEdits } from './channel-edits.js';
import { Draft, type Drawing } from './draft.js';
import { DISCORD_EDITS, EditBudget, type EditBudgetOptions } from './edit-budget.js';
import type { EditTurn } from './edit-line.js';
import type { MessageTarget } from './message-target.js';
import { readRefusal } from './read-refusal.js';

/** The clock by which edits are spaced, and how many there may be. */
export interface ProgressPublisherOptions {
  readonly clock: Clock;
  readonly logger?: Logger;
  /** Of this message alone. */
  readonly budget?: EditBudgetOptions;
  /** The budgets that the messages of a channel share; none unless given. */
  readonly channels?: ChannelEdits;
}

/** What became of the terminal state: it stands in the message, in a new one, or nowhere. */
export type Delivery = 'edited' | 'followed-up' | 'undelivered';

/** After this long an edit counts as failed, so that a target that never answers cannot keep the terminal state back. */
const PATIENCE_MS = 30_000;
/** Tries while the failures look passing, and the wait after the first; it doubles. */
const MAX_TRIES = 3;
const FIRST_PAUSE_MS = 1_000;
/** How often in a row the target may send us away before we give up on it. */
const MAX_RESTS = 8;

/**
 * Writes the state of something into one message. The latest state wins: what was overtaken while an edit was under way,
 * or while the budget was spent, is never sent, nor drawn. Edits never overlap, and nobody who publishes ever waits for one,
 * nor for the drawing.
 */
export class ProgressPublisher {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #budget: EditBudget;
  readonly #channels: ChannelEdits | undefined;
  #target: MessageTarget | undefined;
  /** The latest state, until it is shown. */
  #wanted: Draft | undefined;
  /** Set once the latest state is the terminal one. */
  #tell: ((delivery: Delivery) => void) | undefined;
  #delivery: Promise<Delivery> | undefined;
  /** What the message shows, as JSON; `undefined` while that is uncertain. */
  #shown: string | undefined;
  /** A state that the requester has to learn of, until the message shows it or a later one. */
  #owed: Draft | undefined;
  #isMessageGone = false;
  #isWriting = false;
  #tries = 0;
  #rests = 0;
  #restUntilMs = 0;
  #wake: () => void = () => {};
  #stopStart: () => void = () => {};
  /** While it waits for the channel's. */
  #turn: EditTurn | undefined;

  /** @param target belongs to the publisher until it ends: two writers would spend one budget twice */
  constructor(target: MessageTarget, options: ProgressPublisherOptions) {
    const { clock, logger = silentLogger, budget = DISCORD_EDITS, channels } = options;
    this.#target = target;
    this.#clock = clock;
    this.#logger = logger;
    this.#channels = channels;
    this.#budget = new EditBudget(budget);
  }

  /**
   * Shows this state as soon as the budget allows, unless a later one comes first. A state that is `owed` is told in a
   * message of its own when the one message is gone. Returns at once; never throws.
   */
  publish(content: MessageContent | Drawing, { owed = false }: { readonly owed?: boolean } = {}): void {
    if (this.#delivery || !this.#target) return;
    const draft = new Draft(content);
    if (owed) this.#owed = draft;
    if (this.#isMessageGone) this.#payOwed();
    else this.#want(draft);
  }

  /**
   * Shows the terminal state, in a new message if need be; what is published afterwards is ignored.
   * Resolves when it is delivered or given up, and never rejects. A second call changes nothing.
   */
  finish(content: MessageContent | (() => MessageContent)): Promise<Delivery> {
    this.#delivery ??= new Promise((tell) => {
      if (!this.#target) return tell('undelivered');
      this.#tell = tell;
      this.#tries = 0;
      this.#rests = 0;
      this.#want(new Draft(content));
      this.#turn?.hurry();
      this.#clock.after(0, () => this.#wake());
    });
    return this.#delivery;
  }

  /** Says something in a message of its own, beside the one that is edited. Returns at once; that it failed is only logged. */
  tell(content: MessageContent | Drawing): void {
    this.#tellApart(new Draft(content));
  }

  /**
   * Shows this at once, budget or not, and lets go of the message: the process is about to end. Resolves when the front
   * end has taken it or refused it; never rejects.
   */
  async leave(content: MessageContent): Promise<void> {
    const target = this.#target;
    this.#end('undelivered');
    try {
      await target?.edit(content);
    } catch (error) {
      this.#logger.debug('A message could not be told that the process ends.', { error });
    }
  }

  /** Lets go of the message at once; what was not written yet never will be. */
  close(): void {
    this.#end('undelivered');
  }

  #want(draft: Draft): void {
    this.#wanted = draft;
    if (this.#isWriting) return;
    this.#isWriting = true;
    // Behind all that runs now: a view that is slow to draw delays none of it.
    this.#stopStart = this.#clock.after(0, () => void this.#writeAll());
  }

  async #writeAll(): Promise<void> {
    while (this.#target && this.#wanted) {
      const waitMs = this.#waitMs();
      if (waitMs > 0) await this.#pause(waitMs);
      else await this.#write(this.#target);
    }
    this.#isWriting = false;
  }

  #waitMs(): number {
    const nowMs = this.#clock.monotonic();
    const restMs = this.#restUntilMs - nowMs;
    if (this.#isMessageGone) return restMs;
    return Math.max(restMs, this.#tell ? this.#budget.lastWaitMs(nowMs) : this.#budget.waitMs(nowMs));
  }

  async #write(target: MessageTarget): Promise<void> {
    if (!this.#isMessageGone) await this.#takeTurn(target);
    const draft = this.#wanted;
    const content = draft?.content;
    if (!draft || !this.#target) return;
    if (content === undefined) return this.#delivered(draft);
    try {
      if (this.#isMessageGone) await this.#patiently(target.followUp(content));
      else await this.#edit(target, content);
      this.#tries = 0;
      this.#rests = 0;
      this.#delivered(draft);
    } catch (error) {
      this.#refused(draft, error);
    }
  }

  /** Waits until the message's channel has room for an edit. What is published meanwhile is what will be shown. */
  async #takeTurn({ channelId }: MessageTarget): Promise<void> {
    if (!this.#channels || channelId === undefined || this.#isShown(this.#wanted?.content)) return;
    this.#turn = this.#channels.ask(channelId, this.#tell !== undefined);
    await this.#turn.come;
    this.#turn = undefined;
  }

  #isShown(content: MessageContent | undefined): boolean {
    return content === undefined || JSON.stringify(content) === this.#shown;
  }

  async #edit(target: MessageTarget, content: MessageContent): Promise<void> {
    if (this.#isShown(content)) return;
    this.#budget.spend(this.#clock.monotonic());
    this.#shown = undefined;
    await this.#patiently(target.edit(content));
    this.#shown = JSON.stringify(content);
  }

  async #patiently(writing: Promise<void>): Promise<void> {
    const deadline = startDeadline(this.#clock, PATIENCE_MS, 'Writing a message');
    try {
      await raceSignal(writing, deadline.signal);
    } finally {
      deadline.release();
    }
  }

  /** Tells what the message can no longer show. */
  #payOwed(): void {
    if (this.#owed) this.#tellApart(this.#owed);
    this.#owed = undefined;
  }

  #tellApart(draft: Draft): void {
    const target = this.#target;
    if (!target) return;
    this.#clock.after(0, () => void this.#followUp(target, draft));
  }

  async #followUp(target: MessageTarget, { content }: Draft): Promise<void> {
    try {
      if (content) await this.#patiently(target.followUp(content));
    } catch (error) {
      this.#logger.warn('Something could not be told.', { error });
    }
  }

  #delivered(draft: Draft): void {
    if (draft !== this.#wanted) return;
    this.#wanted = undefined;
    this.#owed = undefined;
    if (this.#tell) this.#end(this.#isMessageGone ? 'followed-up' : 'edited');
  }

  #refused(draft: Draft, error: unknown): void {
    const refusal = readRefusal(error);
    switch (refusal.kind) {
      case 'rest':
        this.#rests += 1;
        this.#restFor(refusal.ms);
        this.#restInChannel(refusal.ms);
        return this.#rests < MAX_RESTS ? this.#again(this.#rests, error) : this.#giveUp(draft, false, error);
      case 'passing':
        this.#tries += 1;
        this.#restFor(FIRST_PAUSE_MS * 2 ** (this.#tries - 1));
        return this.#tries < MAX_TRIES ? this.#again(this.#tries, error) : this.#giveUp(draft, false, error);
      case 'gone':
      case 'unfit':
        return this.#giveUp(draft, refusal.kind === 'gone', error);
    }
  }

  #again(attempt: number, error: unknown): void {
    this.#logger.debug('A message did not take a state, and is tried again.', { attempt, error });
  }

  #restFor(ms: number): void {
    this.#restUntilMs = this.#clock.monotonic() + ms;
  }

  /** What Discord says of one message of a channel holds for the others too. */
  #restInChannel(ms: number): void {
    const channelId = this.#target?.channelId;
    if (channelId !== undefined) this.#channels?.rest(channelId, ms);
  }

  /** This state will not get there: a passing one is dropped, the terminal one goes into a new message. */
  #giveUp(draft: Draft, isGone: boolean, error: unknown): void {
    const isLatest = draft === this.#wanted;
    this.#tries = 0;
    this.#rests = 0;
    if (!this.#tell) {
      this.#logger.debug('A message did not take a state of progress.', { error });
      this.#isMessageGone = isGone;
      if (isGone || isLatest) this.#wanted = undefined;
      if (isGone) this.#payOwed();
    } else if (this.#isMessageGone) {
      this.#logger.warn('A request ended, and nobody could be told.', { error });
      this.#end('undelivered');
    } else {
      this.#logger.info('A message did not take the end of its request, which goes into a new one.', { error });
      this.#isMessageGone = isGone || isLatest;
      if (this.#isMessageGone) this.#restUntilMs = 0;
    }
  }

  #end(delivery: Delivery): void {
    this.#tell?.(delivery);
    this.#tell = undefined;
    this.#wanted = undefined;
    this.#shown = undefined;
    this.#target = undefined;
    this.#stopStart();
    this.#turn?.leave();
    this.#wake();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#clock.after(ms, resolve);
      this.#wake = () => {
        stop();
        resolve();
      };
    });
  }
}
