import assert from 'node:assert/strict';
import type { Check } from '../conformance/check.js';
import { type Drawing, formattedTexts, type ViewExam } from './view-exam.js';

/** That what comes from outside is shown and does nothing. */
export const FOREIGN_TEXT_CHECKS: readonly Check<ViewExam>[] = [
  {
    id: 'pings-nobody',
    title: 'lets no text from outside mention anybody',
    run: (exam) => forbid(exam, [/@everyone/, /@here/, /(?<!\\)<[@#][&!]?9\d+>/], 'mentions'),
  },
  {
    id: 'links-nowhere',
    title: 'lets no text from outside become a link',
    run: (exam) => forbid(exam, [/https:\/\/evil/], 'links'),
  },
  {
    id: 'keeps-the-direction',
    title: 'lets no text from outside turn the writing direction round',
    run: (exam) => {
      forbid(exam, [/[\u202A-\u202E]/], 'turns round');
      forEachText(exam, (text, { label }) => {
        const opened = [...text].filter((character) => /[\u2066-\u2068]/.test(character)).length;
        const closed = [...text].filter((character) => character === '\u2069').length;
        assert.equal(closed, opened, `${label}: direction isolates opened and closed in ${excerpt(text)}`);
      });
    },
  },
  {
    id: 'cuts-no-character',
    title: 'cuts no character in two',
    run: (exam) => forbid(exam, [/\p{Surrogate}/u], 'has half a character'),
  },
  {
    id: 'closes-formats',
    title: 'closes every format that it opens, whatever stands between',
    run: (exam) =>
      forEachText(exam, (text, { label }) => {
        const unescaped = text.replace(/\\[^\w\s]/g, '');
        for (const mark of ['**', '`', '||', '~~', '__']) {
          const count = unescaped.split(mark).length - 1;
          assert.equal(count % 2, 0, `${label}: ${mark} is left open in ${excerpt(text)}`);
        }
      }),
  },
];

function forbid(exam: ViewExam, patterns: readonly RegExp[], does: string): void {
  forEachText(exam, (text, { label }) => {
    for (const pattern of patterns) assert.doesNotMatch(text, pattern, `${label}: ${does} in ${excerpt(text)}`);
  });
}

function forEachText(exam: ViewExam, look: (text: string, drawing: Drawing) => void): void {
  for (const drawing of exam.drawings) for (const text of formattedTexts(drawing.content)) look(text, drawing);
}

function excerpt(text: string): string {
  return `“${text.slice(0, 120)}”`;
}
