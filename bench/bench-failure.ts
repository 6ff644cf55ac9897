/** A bench that cannot be believed: what it switches changes nothing, or what it promises did not happen. Ends the command in failure. */
export class BenchFailure extends Error {
  override readonly name = 'BenchFailure';
}
