/** Why nothing was made, in words that a person can act on. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
