import { TypingErrors } from './typing-errors.js';

/** How near a word has to come to the one that is asked for. */
export interface Nearness {
  /** Whether a word that goes on behind it is meant, too. */
  readonly unfinished: boolean;
  /** How many typing errors are forgiven. */
  readonly mostErrors: number;
}

/** A word that is meant, by its number, and how well it fits: 1 is exactly. */
interface Match {
  readonly word: number;
  readonly fit: number;
}

/** A whole word is worth more than the beginning of one, and that more than one with typing errors. */
const FIT = { beginning: 0.5, misspelt: 0.3 } as const;
/** How much of a word’s worth each letter takes that lies behind its beginning. */
const PER_LETTER_BEHIND = 0.3;

/**
 * Words by numbers, which are handed out anew once a word is forgotten. Looking for one goes through all of them: of tens of
 * thousands nearly all are passed over for the letters in them, at a few nanoseconds each.
 */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  readonly #words: (string | undefined)[] = [];
  readonly #letters: number[] = [];
  readonly #free: number[] = [];

  /** The word's number, which is new when the word is. */
  learn(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#words.length;
    this.#numbers.set(word, number);
    this.#words[number] = word;
    this.#letters[number] = lettersOf(word);
    return number;
  }

  forget(number: number): void {
    const word = this.#words[number];
    if (word === undefined) return;
    this.#numbers.delete(word);
    this.#words[number] = undefined;
    this.#letters[number] = 0;
    this.#free.push(number);
  }

  /** All words that may be meant, in no particular order. */
  matches(asked: string, { unfinished, mostErrors }: Nearness): readonly Match[] {
    const exact = this.#numbers.get(asked);
    const found: Match[] = exact === undefined ? [] : [{ word: exact, fit: 1 }];
    const letters = lettersOf(asked);
    const typing = new TypingErrors(asked, mostErrors);
    for (let number = 0; number < this.#words.length; number++) {
      const there = this.#letters[number] ?? 0;
      const mayBegin = unfinished && (there & letters) === letters;
      // A wrong letter takes one away and puts another there; each other error does half of that.
      const mayBeMeant = mostErrors > 0 && countBits(there ^ letters) <= mostErrors * 2;
      const word = mayBegin || mayBeMeant ? this.#words[number] : undefined;
      if (word === undefined || number === exact) continue;
      const fit =
        mayBegin && word.startsWith(asked) ? fitOfBeginning(asked, word) : mayBeMeant ? fitOf(typing, word) : 0;
      if (fit > 0) found.push({ word: number, fit });
    }
    return found;
  }
}

function fitOfBeginning(asked: string, { length }: string): number {
  return (FIT.beginning * length) / (length + PER_LETTER_BEHIND * (length - asked.length));
}

function fitOf(typing: TypingErrors, word: string): number {
  const errors = typing.between(word);
  return errors === undefined ? 0 : (FIT.misspelt * word.length) / (word.length + errors);
}

/** Which letters are in a word, a bit for each; those of other scripts than ours share bits. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
