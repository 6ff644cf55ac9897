import type { SyncedLine, Words } from '../model/lyrics.js';

/** `[01:23.45]`; hundredths or thousandths, which may be missing. */
const STAMP = /^\s*\[(\d{1,3}):([0-5]?\d)(?:[.:](\d{1,3}))?\]/;
/** `[offset:+250]`: so many milliseconds earlier. */
const OFFSET = /^\s*\[offset:\s*([+-]?\d{1,6})\s*\]\s*$/i;
/** `[ar:Somebody]` and the like. */
const TAG = /^\s*\[[a-z#]+:.*\]\s*$/i;
/** `<01:23.45>` before a word. */
const WORD_STAMP = /<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>\s?/g;

const MOST_LINES = 2_000;
const LONGEST_LINE = 500;

/** Reads lyrics: the LRC format with a time before each line, or else plain lines. `undefined` when there is nothing to read. */
export function parseLyrics(text: string): Words | undefined {
  const lines = text.split(/\r\n?|\n/);
  const offsetMs = lines.map((line) => Number(OFFSET.exec(line)?.[1] ?? 0)).find((ms) => ms !== 0) ?? 0;
  const synced = lines.flatMap((line) => linesAt(line, offsetMs));
  if (synced.length > 0) return tidyWords({ kind: 'synced', lines: synced });
  return tidyWords({ kind: 'plain', lines: lines.filter((line) => !TAG.test(line)) });
}

/** Words as we show them, whoever gave them: in order, bounded, with nothing in them that cannot be read. `undefined` when nothing is left. */
export function tidyWords(words: Words): Words | undefined {
  switch (words.kind) {
    case 'instrumental':
      return words;
    case 'plain': {
      const lines = withoutEdges(words.lines.slice(0, MOST_LINES).map(tidyLine));
      return lines.length > 0 ? { kind: 'plain', lines } : undefined;
    }
    case 'synced': {
      const lines = words.lines
        .filter(({ atMs }) => Number.isFinite(atMs) && atMs >= 0)
        .slice(0, MOST_LINES)
        .map(({ atMs, text }) => ({ atMs, text: tidyLine(text) }))
        .sort((a, b) => a.atMs - b.atMs);
      return lines.some(({ text }) => text !== '') ? { kind: 'synced', lines } : undefined;
    }
  }
}

/** Which of the lines is sung at a moment; −1 before the first. */
export function lineAt(lines: readonly SyncedLine[], positionMs: number): number {
  return lines.findLastIndex(({ atMs }) => atMs <= positionMs);
}

/** A line that is sung several times has several times before it. */
function linesAt(line: string, offsetMs: number): readonly SyncedLine[] {
  const times: number[] = [];
  let rest = line;
  for (let stamp = STAMP.exec(rest); stamp; stamp = STAMP.exec(rest)) {
    const [all, minutes, seconds, fraction = '0'] = stamp;
    times.push((Number(minutes) * 60 + Number(seconds)) * 1000 + Number(`0.${fraction}`) * 1000);
    rest = rest.slice(all.length);
  }
  return times.map((ms) => ({ atMs: Math.max(0, Math.round(ms - offsetMs)), text: rest }));
}

function tidyLine(line: string): string {
  return line
    .replace(WORD_STAMP, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_LINE)
    .toWellFormed();
}

/** Empty lines part verses; before the first and after the last they are nothing. */
function withoutEdges(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}
