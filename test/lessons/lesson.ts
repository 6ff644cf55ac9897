/** Something that broke in bots before this one, as a sentence about ours, with the tests that hold it. */
export interface Lesson {
  readonly lesson: string;
  /** File from the root of the repository, and the title of its `it('…')`, with `…` for what a template puts in. */
  readonly heldBy: readonly (readonly [file: string, title: string])[];
}
