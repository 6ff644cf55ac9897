import type { Clock, Logger, Unsubscribe } from '@tonearm/core';
import { type CommitWelcome, fits, parseCommitWelcome } from './commit-welcome.js';
import type { ExternalSender, ProposedChange, SignedProposal } from './external-sender.js';
import type { GroupMember, MemberAnswers } from './group-member.js';
import { isKeyPackageOf } from './key-package.js';
import { Leaves } from './leaves.js';
import { u8, vector } from './mls-bytes.js';

/** How long a transition waits for members that do not answer (DAVE, "Member Remove", speaks of two seconds). */
const TRANSITION_TIMEOUT_MS = 2_000;
const HIGHEST_TRANSITION_ID = 0xffff;
/** The first field of op 27. */
const APPEND = 0;

/** One change at a time: proposed, committed, made. */
type Progress =
  | { readonly kind: 'settled' }
  | {
      readonly kind: 'awaiting-commit';
      readonly proposals: readonly SignedProposal[];
      readonly committers: ReadonlySet<string>;
    }
  | {
      readonly kind: 'awaiting-readiness';
      readonly transitionId: number;
      readonly waitingFor: Set<string>;
      readonly stopTimer: Unsubscribe;
    };

/** Whose group it is, and what it stands on. */
export interface EncryptionGroupOptions {
  readonly channelId: string;
  readonly sender: ExternalSender;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether it begins with end-to-end encryption. */
  readonly endToEnd: boolean;
}

/**
 * The voice server's side of one channel's MLS group: it proposes who joins and leaves, picks the commit, and leads
 * the members through each transition (DAVE protocol, "Media Session Management"). It has none of the group's keys.
 */
export class EncryptionGroup implements MemberAnswers {
  readonly #members = new Map<string, GroupMember>();
  readonly #keyPackages = new Map<string, Buffer>();
  /** Those in the group who cannot follow it any more: to be removed, and added with their next key package. */
  readonly #lost = new Set<string>();
  readonly #leaves = new Leaves();
  #epoch = 0n;
  #lastTransitionId = 0;
  #progress: Progress = { kind: 'settled' };
  #settling = false;
  /** Whether the members encrypt end to end, or are to; if not, there is no group. */
  #endToEnd: boolean;
  /** Whether the members send without end-to-end encryption until a transition: then even a new group needs one. */
  #passesThrough: boolean;
  /** Who gets the next commit or welcome in a state that cannot be used. */
  #spoiled: readonly string[] = [];

  constructor(private readonly options: EncryptionGroupOptions) {
    this.#endToEnd = options.endToEnd;
    this.#passesThrough = !options.endToEnd;
  }

  /** The epoch that proposals are for. */
  get epoch(): bigint {
    return this.#epoch;
  }

  /** Who is in the group, by leaf; nobody before it is founded. */
  get userIds(): readonly string[] {
    return this.#leaves.userIds;
  }

  /** Someone came who can do end-to-end encryption. Of the first two with key packages, who came earlier founds the group. */
  enter(member: GroupMember): void {
    this.#members.set(member.userId, member);
    if (this.#endToEnd) member.externalSender(this.options.sender.package);
  }

  /** DAVE, "Downgrade to Transport-Only Encryption": the group is given up when everyone is ready. */
  downgrade(): void {
    this.#endToEnd = false;
    this.#abandon();
    const waitingFor = new Set(this.#members.keys());
    const transitionId = this.#nextTransitionId();
    this.#progress = this.#awaiting(transitionId, waitingFor);
    for (const member of this.#members.values()) member.downgrade(transitionId);
  }

  /** DAVE, "Upgrade from Transport-Only Encryption": everyone makes a new key package for a new group. */
  upgrade(): void {
    this.#endToEnd = true;
    this.#passesThrough = true;
    this.#abandon();
    for (const member of this.#members.values()) {
      member.upgrade();
      member.externalSender(this.options.sender.package);
    }
  }

  /** These members cannot use the next commit or welcome that they get. */
  spoilNextCommit(userIds: readonly string[]): void {
    this.#spoiled = userIds;
  }

  /** Someone went. */
  leave(userId: string): void {
    this.#members.delete(userId);
    this.#keyPackages.delete(userId);
    const progress = this.#progress;
    if (progress.kind === 'awaiting-readiness') this.ready(userId, progress.transitionId);
    else if (progress.kind === 'awaiting-commit' && !this.#anyPresent(progress.committers)) this.#startOver();
    this.#settleSoon();
  }

  /** Nobody is here any more: no timer is left behind. */
  close(): void {
    if (this.#progress.kind === 'awaiting-readiness') this.#progress.stopTimer();
    this.#members.clear();
  }

  keyPackage(userId: string, keyPackage: Buffer): void {
    if (!this.#members.has(userId)) return;
    if (!isKeyPackageOf(userId, keyPackage)) {
      this.options.logger.warn('A voice client sent a key package that is not of its own.', { userId });
      return;
    }
    this.#keyPackages.set(userId, keyPackage);
    if (this.#leaves.has(userId)) this.#lost.add(userId);
    this.#settleSoon();
  }

  commitWelcome(userId: string, commitWelcome: Buffer): void {
    const progress = this.#progress;
    // The first commit of an epoch wins; those after it come for an epoch that is over.
    if (progress.kind !== 'awaiting-commit' || !progress.committers.has(userId)) return;
    const parsed = parseCommitWelcome(commitWelcome);
    if (parsed === undefined || !fits(parsed, this.options.channelId, this.#epoch, progress.proposals)) {
      this.options.logger.warn('A voice client sent a commit that the group does not allow.', { userId });
      return;
    }
    if (this.#leaves.empty) this.#leaves.add(userId);
    this.#announce(parsed, changesOf(parsed, progress.proposals));
  }

  ready(userId: string, transitionId: number): void {
    const progress = this.#progress;
    if (progress.kind !== 'awaiting-readiness' || progress.transitionId !== transitionId) return;
    progress.waitingFor.delete(userId);
    if (progress.waitingFor.size === 0) this.#execute();
  }

  invalid(userId: string, transitionId: number): void {
    this.#keyPackages.delete(userId);
    if (this.#leaves.has(userId)) this.#lost.add(userId);
    this.ready(userId, transitionId);
    this.#settleSoon();
  }

  /** After the messages that are on their way already, so that what they say is proposed together. */
  #settleSoon(): void {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      if (this.#progress.kind === 'settled') this.#settle();
    });
  }

  #settle(): void {
    if (!this.#endToEnd) return;
    if (this.#leaves.empty) this.#found();
    else if (this.#members.size === 1) this.#startOver();
    else this.#follow();
  }

  /** Proposes everyone to the first who has a local group. */
  #found(): void {
    const [founder, ...others] = [...this.#members.keys()].filter((userId) => this.#keyPackages.has(userId));
    if (founder === undefined || others.length === 0) return;
    this.#propose(this.#additions(others), [founder]);
  }

  /** Proposes to the group what makes it those who are here. */
  #follow(): void {
    const stays = (userId: string) => this.#members.has(userId) && !this.#lost.has(userId);
    const leaving = this.#leaves.userIds.filter((userId) => !stays(userId));
    const joining = [...this.#members.keys()].filter(
      (userId) => this.#keyPackages.has(userId) && (!this.#leaves.has(userId) || this.#lost.has(userId)),
    );
    if (leaving.length + joining.length === 0) return;
    const committers = this.#leaves.userIds.filter(stays);
    if (committers.length === 0) {
      this.#startOver();
      return;
    }
    const removals = leaving.map((userId) => {
      return { kind: 'remove', userId, leaf: this.#leaves.indexOf(userId) } satisfies ProposedChange;
    });
    this.#propose([...removals, ...this.#additions(joining)], committers);
  }

  #additions(userIds: readonly string[]): readonly ProposedChange[] {
    return userIds.flatMap((userId) => {
      const keyPackage = this.#keyPackages.get(userId);
      return keyPackage === undefined ? [] : { kind: 'add', userId, keyPackage };
    });
  }

  #propose(changes: readonly ProposedChange[], committers: readonly string[]): void {
    const proposals = changes.map((change) => this.options.sender.propose(this.options.channelId, this.#epoch, change));
    this.#progress = { kind: 'awaiting-commit', proposals, committers: new Set(committers) };
    const body = Buffer.concat([u8(APPEND), vector(...proposals.map(({ message }) => message))]);
    for (const userId of committers) this.#members.get(userId)?.propose(body);
  }

  #announce(commit: CommitWelcome, changes: readonly ProposedChange[]): void {
    const removed = changes.flatMap((change) => (change.kind === 'remove' ? change.userId : []));
    const added = changes.flatMap((change) => (change.kind === 'add' ? change.userId : []));
    const existing = this.#leaves.userIds.filter((userId) => !removed.includes(userId));
    this.#leaves.apply(changes);
    for (const userId of removed) this.#lost.delete(userId);
    for (const userId of added) this.#keyPackages.delete(userId);
    const transitionId = this.#epoch === 0n && !this.#passesThrough ? 0 : this.#nextTransitionId();
    this.#epoch++;
    this.#passesThrough = false;
    const spoiled = this.#spoiled;
    this.#spoiled = [];
    const sent = (userId: string, message: Buffer) =>
      spoiled.includes(userId) ? message.subarray(0, message.length / 2) : message;
    const waitingFor = new Set([...existing, ...added].filter((userId) => this.#members.has(userId)));
    this.#progress = this.#awaiting(transitionId, waitingFor);
    for (const userId of existing) this.#members.get(userId)?.announceCommit(transitionId, sent(userId, commit.commit));
    for (const userId of added) this.#members.get(userId)?.welcome(transitionId, sent(userId, commit.welcome));
    this.#settleSoon();
  }

  /** Transition 0 founds a group: nobody has older keys, so nobody has to wait. */
  #awaiting(transitionId: number, waitingFor: Set<string>): Progress {
    if (transitionId === 0 || waitingFor.size === 0) return { kind: 'settled' };
    const stopTimer = this.options.clock.after(TRANSITION_TIMEOUT_MS, () => this.#execute());
    return { kind: 'awaiting-readiness', transitionId, waitingFor, stopTimer };
  }

  #execute(): void {
    const progress = this.#progress;
    if (progress.kind !== 'awaiting-readiness') return;
    progress.stopTimer();
    this.#progress = { kind: 'settled' };
    const concerned = this.#endToEnd ? this.#leaves.userIds : [...this.#members.keys()];
    for (const userId of concerned) this.#members.get(userId)?.execute(progress.transitionId);
    this.#settleSoon();
  }

  /** DAVE, "Sole Member Reset", and the way out when nobody who could commit is left. */
  #startOver(): void {
    const stranded = this.#leaves.userIds;
    this.#forgetGroup();
    for (const userId of stranded) {
      this.#keyPackages.delete(userId);
      this.#members.get(userId)?.startOver();
    }
  }

  /** There is no group any more, whatever it was about to do. */
  #abandon(): void {
    if (this.#progress.kind === 'awaiting-readiness') this.#progress.stopTimer();
    this.#forgetGroup();
    this.#keyPackages.clear();
  }

  #forgetGroup(): void {
    this.#leaves.clear();
    this.#lost.clear();
    this.#epoch = 0n;
    this.#progress = { kind: 'settled' };
  }

  #nextTransitionId(): number {
    this.#lastTransitionId = (this.#lastTransitionId % HIGHEST_TRANSITION_ID) + 1;
    return this.#lastTransitionId;
  }

  #anyPresent(userIds: ReadonlySet<string>): boolean {
    return [...userIds].some((userId) => this.#members.has(userId));
  }
}

/** The changes in the order in which the commit refers to them, which decides who gets which leaf. */
function changesOf(commit: CommitWelcome, proposals: readonly SignedProposal[]): readonly ProposedChange[] {
  const changes = new Map(proposals.map(({ reference, change }) => [reference, change]));
  return commit.references.flatMap((reference) => changes.get(reference) ?? []);
}
