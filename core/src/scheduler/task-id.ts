import { randomFillSync } from 'node:crypto';

/** Digits and letters that nobody confuses when reading aloud: no i, l, o, u. */
const ALPHABET = Buffer.from('0123456789abcdefghjkmnpqrstvwxyz');

/** Five bits each: 65 bits that nobody guesses, short enough to type. */
const LENGTH = 13;

/** Characters for the next ids: asking for randomness once for many is far cheaper. */
const pool = Buffer.alloc(LENGTH * 256);
let used = pool.length;

/** A fresh, unguessable id for a request. */
export function newTaskId(): string {
  if (used === pool.length) refill();
  used += LENGTH;
  return pool.toString('latin1', used - LENGTH, used);
}

function refill(): void {
  randomFillSync(pool);
  for (let index = 0; index < pool.length; index++) {
    pool[index] = ALPHABET[(pool[index] ?? 0) % ALPHABET.length] ?? 0;
  }
  used = 0;
}
