import { type Button, type ControlRow, type Detour, escapedLine, type MessageContent, type Track } from '@tonearm/core';

/** A sentence, or nothing to say. */
export type Sentence = string | undefined;

/** The message with these sentences and buttons, and nothing left over from the one before. */
export function messageOf(sentences: readonly Sentence[], buttons: readonly Button[] = []): MessageContent {
  const rows: readonly ControlRow[] = buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }];
  return { text: sentences.filter((sentence) => sentence !== undefined).join('\n'), rows };
}

/** Words from outside, in quotation marks. */
export function quoted(text: string): string {
  return `“${escapedLine(text, 150) || 'untitled'}”`;
}

/** `“Needle Drop” by The Tonearms`. */
export function trackInWords({ title, author }: Track): string {
  const name = escapedLine(author, 80);
  return name === '' ? quoted(title) : `${quoted(title)} by ${name}`;
}

/** A reason, which may come from anywhere, as a sentence with an end. */
export function reasonOf(reason: string): Sentence {
  const line = escapedLine(reason, 400);
  if (line === '') return undefined;
  return /[.!?…]\u2069?$/.test(line) ? line : `${line}.`;
}

/** Who answered, where another source was asked first. */
export function detourInWords(detour: Detour | undefined): Sentence {
  if (detour === undefined) return undefined;
  const [there, here] = [escapedLine(detour.answeredBy, 40), escapedLine(detour.insteadOf, 40)];
  if (detour.score === undefined) return `It comes from ${there}, because ${here} is failing.`;
  return `It comes from ${there}, because ${here} cannot play it: a match of ${Math.round(detour.score * 100)} %.`;
}
