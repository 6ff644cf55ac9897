/** Something we will not do, in words for who asked: before the acknowledgement a reply that only they see. */
export class Refusal extends Error {}
