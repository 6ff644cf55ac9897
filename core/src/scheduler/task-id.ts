import { randomFillSync } from 'node:crypto';

/** Digits and letters that nobody confuses when reading aloud: no i, l, o, u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Five bits each: 65 bits that nobody guesses, short enough to type. */
const LENGTH = 13;

const pool = Buffer.alloc(LENGTH * 256);
let used = pool.length;

/** A fresh, unguessable id for a request. */
export function newTaskId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let id = '';
  for (const end = used + LENGTH; used < end; used++) id += ALPHABET[(pool[used] ?? 0) & 31];
  return id;
}
