import assert from 'node:assert/strict';
import type { ProgressSnapshot } from '../../progress/progress-view.js';
import type { Check } from '../conformance/check.js';
import { discordLimits } from '../discord-limits.js';
import { aFailedSnapshot, anEndedSnapshot, aRetryingSnapshot, aWorkingSnapshot } from '../snapshots.js';
import { FOREIGN_TEXT_CHECKS } from './foreign-text-checks.js';
import { PURITY_CHECKS } from './purity-checks.js';
import { allTexts, draw, everyTask, READ, type ViewExam } from './view-exam.js';

/** Everything that the contract asks of a view. */
export const VIEW_CHECKS: readonly Check<ViewExam>[] = [
  {
    id: 'has-a-name',
    title: 'has a name that a configuration can hold',
    run: ({ make }) => assert.match(make().name, /^[a-z][a-z0-9-]{0,31}$/),
  },
  {
    id: 'draws-every-snapshot',
    title: 'draws every kind of snapshot in every language, and in one that it does not speak',
    run: ({ make }) => {
      const view = make();
      for (const { label, snapshot, language } of everyTask()) {
        assert.doesNotThrow(() => view.render(snapshot, { language }), `${label}: cannot be drawn`);
      }
    },
  },
  {
    id: 'fits-discord',
    title: 'stays within the limits of Discord',
    run: ({ drawings }) => {
      for (const { label, content } of drawings) assert.deepEqual(discordLimits(content), [], `${label}: too much`);
    },
  },
  ...PURITY_CHECKS,
  {
    id: 'survives-json',
    title: 'gives what survives JSON',
    run: ({ drawings }) => {
      for (const { label, content } of drawings) {
        const restored: unknown = JSON.parse(JSON.stringify(content));
        assert.deepEqual(restored, content, `${label}: changed by JSON`);
      }
    },
  },
  ...FOREIGN_TEXT_CHECKS,
  {
    id: 'leaks-no-value',
    title: 'leaks no undefined and no number that is none',
    run: ({ drawings }) => {
      for (const { label, content } of drawings) {
        const leak = allTexts(content).find((text) => /\b(undefined|null|NaN|Infinity)\b|\[object /.test(text));
        assert.equal(leak, undefined, `${label}: leaks a value`);
      }
    },
  },
  {
    id: 'keeps-percent-in-bounds',
    title: 'shows no share below 0 % or above 100 %',
    run: checkPercent,
  },
  {
    id: 'says-why',
    title: 'says why something is tried again, has failed or was given up',
    run: checkReasons,
  },
  {
    id: 'tells-kinds-apart',
    title: 'tells the kinds of snapshot apart',
    run: ({ drawings }) => {
      for (const language of READ) {
        const drawn = new Map<string, string>();
        for (const { label, content } of drawings.filter((one) => one.language === language && isUsual(one.label))) {
          const message = JSON.stringify(content);
          assert.equal(drawn.get(message), undefined, `${label} looks like another`);
          drawn.set(message, label);
        }
      }
    },
  },
];

const REASON = 'The line is dead';

function checkReasons({ make }: ViewExam): void {
  const outcome = { kind: 'failed', code: 'source-unavailable', reason: REASON } as const;
  const reason = { reason: REASON };
  const tasks = inEachLanguage([aRetryingSnapshot(reason), aFailedSnapshot(reason), anEndedSnapshot({ outcome })]);
  for (const { label, content } of draw(make(), tasks)) {
    assert.ok(JSON.stringify(content).includes(REASON), `${label}: keeps the reason to itself`);
  }
}

/** Where a share comes from: the percent of a request, and how much of a track has passed, which may be more than there is. */
function checkPercent({ make, drawings }: ViewExam): void {
  const working = [0, 0.4, 33.3, 50, 99.6, 100].map((percent) => aWorkingSnapshot({ percent, etaMs: 0 }));
  const ours = drawings.filter(({ label }) => !/ with /.test(label));
  for (const { label, content } of [...ours, ...draw(make(), inEachLanguage(working))]) {
    for (const text of allTexts(content)) {
      for (const [shown, number = ''] of text.matchAll(/([-−]?\d+(?:[.,]\d+)?)[\s\u00A0\u202F]?%/g)) {
        const share = Number(number.replace(',', '.').replace('−', '-'));
        assert.ok(share >= 0 && share <= 100, `${label}: shows ${shown}`);
      }
    }
  }
}

function inEachLanguage(snapshots: readonly ProgressSnapshot[]) {
  return READ.flatMap((language) =>
    snapshots.map((snapshot) => ({ label: `${snapshot.kind} (${language})`, snapshot, language })),
  );
}

function isUsual(label: string): boolean {
  return label.startsWith('usual');
}
