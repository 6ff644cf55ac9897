import { type Button, type ControlRow, type Detour, escapedLine, type MessageContent, type Track } from '@tonearm/core';
import type { Speech } from './texts/speech.js';

/** A sentence, or nothing to say. */
export type Sentence = string | undefined;

/** The message with these sentences and buttons, and nothing left over from the one before. */
export function messageOf(sentences: readonly Sentence[], buttons: readonly Button[] = []): MessageContent {
  const rows: readonly ControlRow[] = buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }];
  return { text: sentences.filter((sentence) => sentence !== undefined).join('\n'), rows };
}

/** Words from outside, in quotation marks. */
export function quoted(text: string, speech: Speech): string {
  return speech.say('quoted', { text: escapedLine(text, 150) || speech.say('untitled') });
}

/** `“Needle Drop” by The Tonearms`. */
export function trackInWords({ title, author }: Track, speech: Speech): string {
  const name = escapedLine(author, 80);
  const words = quoted(title, speech);
  return name === '' ? words : speech.say('track.by', { title: words, author: name });
}

/** A reason, which may come from anywhere, as a sentence with an end. */
export function reasonOf(reason: string): Sentence {
  const line = escapedLine(reason, 400);
  if (line === '') return undefined;
  return /[.!?…]\u2069?$/.test(line) ? line : `${line}.`;
}

/** Who answered, where another source was asked first. */
export function detourInWords(detour: Detour | undefined, speech: Speech): Sentence {
  if (detour === undefined) return undefined;
  const { answeredBy, insteadOf, score, described = false, chosen = false } = detour;
  const values = { source: escapedLine(answeredBy, 40), failing: escapedLine(insteadOf, 40) };
  if (score === undefined) return speech.say('detour', values);
  if (chosen) return speech.say('detour.chosen', values);
  return speech.say(described ? 'detour.described' : 'detour.match', { ...values, percent: Math.round(score * 100) });
}
