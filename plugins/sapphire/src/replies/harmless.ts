import { escapedLine, type Phrase, type Wording } from '@tonearm/core';

/** Of a title, a name, or what somebody typed, in characters that are seen. */
const LONGEST_VALUE = 200;
/** Of what is said as a whole. */
const LONGEST = 600;

/**
 * What an error says, with the meaning for Discord taken out of all that comes from outside: titles, names, what was
 * typed, what a source answered. Our own texts stay as they are.
 */
export function harmless(words: Wording): Wording {
  return typeof words === 'string' ? escapedLine(words, LONGEST) : harmlessPhrase(words);
}

function harmlessPhrase(phrase: Phrase): Phrase {
  const { english, values = {}, texts } = phrase;
  const filled = Object.entries(values).map(([name, value]) => [name, harmlessValue(value)] as const);
  // Where our texts have it, its English is not said.
  return {
    ...phrase,
    english: texts?.['en'] === undefined ? escapedLine(english, LONGEST) : english,
    values: Object.fromEntries(filled),
  };
}

function harmlessValue(value: number | Wording): number | Wording {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? escapedLine(value, LONGEST_VALUE) : harmlessPhrase(value);
}
