/**
 * Something that a listener reads, so that it can still be said in another language: its English, either the name of one
 * of our texts or the text itself in other languages, and what fills its places. JSON-safe.
 */
export interface Phrase {
  /** For the log, and for every language that has nothing better. */
  readonly english: string;
  /** The name of a text in the catalogue. */
  readonly key?: string;
  /** What fills its `{places}`. A number is written as the language writes it; a code or an id is a string. */
  readonly values?: Readonly<Record<string, number | Wording>>;
  /** A plugin's own text by language (`en`, `de`, `fr`), with the same places. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** What is said to listeners: in English alone, or so that other languages can say it too. */
export type Wording = string | Phrase;

export function englishOf(words: Wording): string {
  return typeof words === 'string' ? words : words.english;
}
