import assert from 'node:assert/strict';
import type { MessageContent } from '../model/message-content.js';
import type { ProgressView } from '../progress/progress-view.js';
import { LANGUAGES } from '../texts/catalogue.js';
import { discordLimits } from './discord-limits.js';
import {
  aFailedSnapshot,
  anEndedSnapshot,
  aRetryingSnapshot,
  everySnapshot,
  type LabelledSnapshot,
} from './snapshots.js';

/**
 * What every view has to keep, as mocha tests. Call it inside a `describe`:
 * `describe('NeonView', () => itBehavesLikeAView(() => new NeonView()));`
 * @param make makes a fresh view
 */
export function itBehavesLikeAView(make: () => ProgressView): void {
  for (const { fact, check } of VIEW_CHECKS) {
    it(fact, () => check(make));
  }
}

/** One promise of a view. */
export interface ViewCheck {
  /** Finishes the sentence “A view …”. */
  readonly fact: string;
  /** @throws AssertionError that names the snapshot */
  check(make: () => ProgressView): void;
}

/** Everything that the contract asks of a view, one fact each. */
export const VIEW_CHECKS: readonly ViewCheck[] = [
  {
    fact: 'has a name that a configuration can hold',
    check: (make) => assert.match(make().name, /^[a-z][a-z0-9-]{0,31}$/),
  },
  {
    fact: 'stays within the limits of Discord in every language',
    check: (make) =>
      forEverySnapshot(make, (content, label) => assert.deepEqual(discordLimits(content), [], `${label}: too much`)),
  },
  {
    fact: 'draws the same message of the same snapshot in the same language, and keeps its hands off it',
    check: checkPurity,
  },
  {
    fact: 'gives what survives JSON',
    check: (make) =>
      forEverySnapshot(make, (content, label) => {
        const restored: unknown = JSON.parse(JSON.stringify(content));
        assert.deepEqual(restored, content, `${label}: changed by JSON`);
      }),
  },
  {
    fact: 'lets no text from outside ping, link or turn the writing direction round',
    check: (make) => forEverySnapshot(make, checkForeignText),
  },
  {
    fact: 'leaves no format open and leaks no undefined',
    check: (make) => forEverySnapshot(make, checkTidiness),
  },
  {
    fact: 'says why something is tried again, has failed or was given up',
    check: checkReasons,
  },
  {
    fact: 'tells the kinds of snapshot apart',
    check: checkDistinctness,
  },
];

type Examine = (content: MessageContent, label: string) => void;

/** Ours, and one that no view speaks. */
const READ: readonly string[] = [...LANGUAGES, 'tlh'];

function forEverySnapshot(make: () => ProgressView, examine: Examine): void {
  const view = make();
  for (const language of READ) {
    for (const { label, snapshot } of everySnapshot()) {
      examine(view.render(deepFreeze(snapshot), { language }), `${label} (${language})`);
    }
  }
}

function checkPurity(make: () => ProgressView): void {
  const [one, other] = [make(), make()];
  const inOrder = READ.flatMap((language) => everySnapshot().map((labelled) => draw(one, labelled, language)));
  const backwards = READ.toReversed().flatMap((language) =>
    everySnapshot()
      .toReversed()
      .map((labelled) => draw(other, labelled, language)),
  );
  backwards.reverse();
  const labels = READ.flatMap((language) => everySnapshot().map(({ label }) => `${label} (${language})`));
  for (const [index, label] of labels.entries()) {
    assert.deepEqual(backwards[index], inOrder[index], `${label}: another message when drawn again`);
  }
}

function draw(view: ProgressView, { label, snapshot }: LabelledSnapshot, language: string): MessageContent {
  try {
    return view.render(deepFreeze(snapshot), { language });
  } catch (error) {
    return assert.fail(`${label}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What in a text of Discord's would ping, link or deceive, had it come from outside. */
const INJECTIONS: readonly RegExp[] = [
  /@everyone/,
  /@here/,
  /(?<!\\)<[@#][&!]?9\d+>/,
  /https:\/\/evil/,
  /[\u202A-\u202E]/,
  /\p{Surrogate}/u,
];

function checkForeignText(content: MessageContent, label: string): void {
  for (const text of formattedTexts(content)) {
    for (const injection of INJECTIONS) assert.doesNotMatch(text, injection, `${label}: injected`);
    const opened = [...text].filter((character) => /[\u2066-\u2068]/.test(character)).length;
    const closed = [...text].filter((character) => character === '\u2069').length;
    assert.equal(closed, opened, `${label}: direction isolates opened and closed`);
  }
}

/** Markdown that our own words open is closed again, whatever stands between. */
function checkTidiness(content: MessageContent, label: string): void {
  for (const text of formattedTexts(content)) {
    const unescaped = text.replace(/\\[^\w\s]/g, '');
    for (const mark of ['**', '`', '||', '~~', '__']) {
      assert.equal(
        (unescaped.split(mark).length - 1) % 2,
        0,
        `${label}: ${mark} is left open in: ${text.slice(0, 200)}`,
      );
    }
    assert.doesNotMatch(text, /\b(undefined|NaN|Infinity|\[object )/, `${label}: leaks a value`);
  }
}

function checkDistinctness(make: () => ProgressView): void {
  const view = make();
  const usual = everySnapshot().filter(({ label }) => label.startsWith('usual'));
  for (const language of READ) {
    const drawn = new Map<string, string>();
    for (const { label, snapshot } of usual) {
      const message = JSON.stringify(view.render(deepFreeze(snapshot), { language }));
      assert.equal(drawn.get(message), undefined, `${label} looks like another (${language})`);
      drawn.set(message, label);
    }
  }
}

function checkReasons(make: () => ProgressView): void {
  const reason = 'The line is dead';
  const outcome = { kind: 'failed', code: 'source-unavailable', reason } as const;
  for (const snapshot of [aRetryingSnapshot({ reason }), aFailedSnapshot({ reason }), anEndedSnapshot({ outcome })]) {
    for (const language of READ) {
      const drawn = JSON.stringify(make().render(deepFreeze(snapshot), { language }));
      assert.ok(drawn.includes(reason), `${snapshot.kind}: keeps the reason to itself (${language})`);
    }
  }
}

/** The places where Discord reads markdown. Footers, labels and options show plain text. */
function formattedTexts({ text, embeds = [] }: MessageContent): readonly string[] {
  const inEmbeds = embeds.flatMap(({ title, description, fields = [] }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  return [text, ...inEmbeds].filter((part) => part !== undefined);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
