import davey from '@snazzah/davey';
import type { Logger } from '@tonearm/core';
import { DAVE_VERSION } from './dave-version.js';
import type { GroupMember, MemberAnswers } from './group-member.js';

/**
 * A person in the channel: a complete end of the encryption, made of the same library that bots use. What it can
 * decrypt, a person in Discord could hear.
 */
export class HumanMember implements GroupMember {
  readonly #session: davey.DAVESession;
  readonly #answers: MemberAnswers;
  readonly #logger: Logger;

  constructor(
    readonly userId: string,
    channelId: string,
    answers: MemberAnswers,
    logger: Logger,
  ) {
    this.#session = new davey.DAVESession(DAVE_VERSION, userId, channelId);
    this.#answers = answers;
    this.#logger = logger;
  }

  /** Whether it is in the group and has the keys. */
  get ready(): boolean {
    return this.#session.ready;
  }

  externalSender(senderPackage: Uint8Array): void {
    this.#session.setExternalSender(Buffer.from(senderPackage));
    this.#sendKeyPackage();
  }

  propose(proposals: Uint8Array): void {
    const operation: davey.ProposalsOperationType = proposals[0] ?? davey.ProposalsOperationType.APPEND;
    try {
      const { commit, welcome } = this.#session.processProposals(operation, Buffer.from(proposals.subarray(1)));
      if (commit === undefined) return;
      const answer = Buffer.concat([commit, welcome ?? Buffer.alloc(0)]);
      later(() => this.#answers.commitWelcome(this.userId, answer));
    } catch (error) {
      // A key package may look right and still not be: only who has the MLS library notices.
      this.#logger.warn('A person in the voice channel cannot take what is proposed to the group.', { error });
    }
  }

  announceCommit(transitionId: number, commit: Uint8Array): void {
    this.#enter(transitionId, () => this.#session.processCommit(Buffer.from(commit)));
  }

  welcome(transitionId: number, welcome: Uint8Array): void {
    this.#enter(transitionId, () => this.#session.processWelcome(Buffer.from(welcome)));
  }

  execute(): void {
    // It decrypts with the keys of both epochs from the commit on, so there is nothing left to do.
  }

  downgrade(transitionId: number): void {
    later(() => this.#answers.ready(this.userId, transitionId));
  }

  /** The key package follows when the external sender comes. */
  upgrade(): void {
    this.#session.reinit(DAVE_VERSION, this.#session.userId, this.#session.channelId);
  }

  startOver(): void {
    this.#session.reinit(DAVE_VERSION, this.#session.userId, this.#session.channelId);
    this.#sendKeyPackage();
  }

  /** A frame of another member without its end-to-end encryption; `undefined` when this member has no key for it. */
  open(userId: string, frame: Uint8Array): Uint8Array | undefined {
    try {
      return this.#session.decrypt(userId, davey.MediaType.AUDIO, Buffer.from(frame));
    } catch {
      return undefined;
    }
  }

  #enter(transitionId: number, process: () => void): void {
    try {
      process();
      later(() => this.#answers.ready(this.userId, transitionId));
    } catch (error) {
      this.#logger.warn('A person in the voice channel cannot follow the group and starts over.', { error });
      later(() => this.#answers.invalid(this.userId, transitionId));
      this.startOver();
    }
  }

  #sendKeyPackage(): void {
    const keyPackage = this.#session.getSerializedKeyPackage();
    later(() => this.#answers.keyPackage(this.userId, keyPackage));
  }
}

/** Answers come after the voice server has told all members, as they would over a network. */
function later(answer: () => void): void {
  queueMicrotask(answer);
}
