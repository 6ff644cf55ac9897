import type { Clock, Logger, Unsubscribe } from '@tonearm/core';
import { type CommitWelcome, parseCommitWelcome } from './commit-welcome.js';
import type { ExternalSender, ProposedChange, SignedProposal } from './external-sender.js';
import type { GroupMember, MemberAnswers } from './group-member.js';
import { isKeyPackageOf } from './key-package.js';
import { Leaves } from './leaves.js';
import { u8, vector } from './mls-bytes.js';
import { snowflakeBytes } from './mls-structures.js';

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

  constructor(
    readonly channelId: string,
    private readonly sender: ExternalSender,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Who is in the group, by leaf; nobody before it is founded. */
  get userIds(): readonly string[] {
    return this.#leaves.userIds;
  }

  /** Someone came who can do end-to-end encryption. Of the first two with key packages, who came earlier founds the group. */
  enter(member: GroupMember): void {
    this.#members.set(member.userId, member);
    member.externalSender(this.sender.package);
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
      this.logger.warn('A voice client sent a key package that is not of its own.', { userId });
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
    if (parsed === undefined || !this.#isValid(parsed, progress.proposals)) {
      this.logger.warn('A voice client sent a commit that the group does not allow.', { userId });
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
    const proposals = changes.map((change) => this.sender.propose(this.channelId, this.#epoch, change));
    this.#progress = { kind: 'awaiting-commit', proposals, committers: new Set(committers) };
    const body = Buffer.concat([u8(APPEND), vector(...proposals.map(({ message }) => message))]);
    for (const userId of committers) this.#members.get(userId)?.propose(body);
  }

  /** DAVE, "Voice Gateway Commit Validity": of this group and epoch, and neither less nor more than was proposed. */
  #isValid(commit: CommitWelcome, proposals: readonly SignedProposal[]): boolean {
    const open = new Set(proposals.map(({ reference }) => reference));
    return (
      commit.groupId.equals(snowflakeBytes(this.channelId)) &&
      commit.epoch === this.#epoch &&
      commit.references.length === open.size &&
      commit.references.every((reference) => open.has(reference))
    );
  }

  #announce(commit: CommitWelcome, changes: readonly ProposedChange[]): void {
    const removed = changes.flatMap((change) => (change.kind === 'remove' ? change.userId : []));
    const added = changes.flatMap((change) => (change.kind === 'add' ? change.userId : []));
    const existing = this.#leaves.userIds.filter((userId) => !removed.includes(userId));
    this.#leaves.apply(changes);
    for (const userId of removed) this.#lost.delete(userId);
    for (const userId of added) this.#keyPackages.delete(userId);
    const transitionId = this.#epoch === 0n ? 0 : this.#nextTransitionId();
    this.#epoch++;
    const waitingFor = new Set([...existing, ...added].filter((userId) => this.#members.has(userId)));
    this.#progress = this.#awaiting(transitionId, waitingFor);
    for (const userId of existing) this.#members.get(userId)?.announceCommit(transitionId, commit.commit);
    for (const userId of added) this.#members.get(userId)?.welcome(transitionId, commit.welcome);
    this.#settleSoon();
  }

  /** Transition 0 founds a group: nobody has older keys, so nobody has to wait. */
  #awaiting(transitionId: number, waitingFor: Set<string>): Progress {
    if (transitionId === 0 || waitingFor.size === 0) return { kind: 'settled' };
    const stopTimer = this.clock.after(TRANSITION_TIMEOUT_MS, () => this.#execute());
    return { kind: 'awaiting-readiness', transitionId, waitingFor, stopTimer };
  }

  #execute(): void {
    const progress = this.#progress;
    if (progress.kind !== 'awaiting-readiness') return;
    progress.stopTimer();
    this.#progress = { kind: 'settled' };
    for (const userId of this.#leaves.userIds) this.#members.get(userId)?.execute(progress.transitionId);
    this.#settleSoon();
  }

  /** DAVE, "Sole Member Reset", and the way out when nobody who could commit is left. */
  #startOver(): void {
    const stranded = this.#leaves.userIds;
    this.#leaves.clear();
    this.#lost.clear();
    this.#epoch = 0n;
    this.#progress = { kind: 'settled' };
    for (const userId of stranded) {
      this.#keyPackages.delete(userId);
      this.#members.get(userId)?.startOver();
    }
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
