/** One member, or member to be, of a channel's group, as the voice server speaks to it. It answers through {@link MemberAnswers}. */
export interface GroupMember {
  readonly userId: string;
  /** Op 25, once and first of all. */
  externalSender(senderPackage: Uint8Array): void;
  /** Op 27. */
  propose(proposals: Uint8Array): void;
  /** Op 29. */
  announceCommit(transitionId: number, commit: Uint8Array): void;
  /** Op 30. */
  welcome(transitionId: number, welcome: Uint8Array): void;
  /** Op 22. */
  execute(transitionId: number): void;
  /** Op 21 with version 0: from the execution of this transition on, transport encryption alone. */
  downgrade(transitionId: number): void;
  /** Op 24: end to end again, with a new group and a new key package of everyone. Before op 25. */
  upgrade(): void;
  /** Op 24 and 21: the group is given up, and begins anew with a new key package of everyone. */
  startOver(): void;
}

/** What members say to the voice server. */
export interface MemberAnswers {
  /** Op 26. */
  keyPackage(userId: string, keyPackage: Buffer): void;
  /** Op 28. */
  commitWelcome(userId: string, commitWelcome: Buffer): void;
  /** Op 23. */
  ready(userId: string, transitionId: number): void;
  /** Op 31: the commit or welcome of this transition could not be used. */
  invalid(userId: string, transitionId: number): void;
}
