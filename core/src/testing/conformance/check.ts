/**
 * One promise of a contract, as data: a suite runs it, a grade counts it, a mutant proves it.
 * @typeParam Exam what is examined, with all that the checks of its kit need to know of it
 */
export interface Check<Exam> {
  /** Stable, unique in its kit, in kebab-case: `opens-independently`. Reports and mutants name it. */
  readonly id: string;
  /** What it belongs to: `faults`. A report names it instead of all its checks when none of them could be asked. */
  readonly topic?: string;
  /** Finishes the sentence that begins with the contract's word: “A source …”. */
  readonly title: string;
  /** What to do about it when it is broken, for who meets it for the first time. */
  readonly remedy?: string;
  /** Why it cannot be asked here, in words that finish “not asked, as …”; `undefined` when it can. */
  whyNot?(exam: Exam): string | undefined;
  /** @throws whatever says in words what is wrong */
  run(exam: Exam): void | Promise<void>;
}

/** All that a contract asks. */
export interface Kit<Exam> {
  /** The contract's word: `source`, `view`, `cache`, `output`. */
  readonly contract: string;
  readonly checks: readonly Check<Exam>[];
  /** What is examined, by its own name. */
  nameOf(exam: Exam): string;
}
