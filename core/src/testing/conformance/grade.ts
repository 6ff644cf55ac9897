import type { Check, Kit } from './check.js';

/** What came of one check. */
export type Verdict = Pick<Check<never>, 'id' | 'title' | 'topic' | 'remedy'> &
  (
    | { readonly kind: 'kept' }
    | { readonly kind: 'broken'; readonly error: Error }
    | { readonly kind: 'not-asked'; readonly why: string }
  );

/** A: everything that was asked is kept. B: nine of ten. C: two of three. D: less. */
export type Mark = 'A' | 'B' | 'C' | 'D';

/** How well something keeps its contract. */
export interface Grade {
  readonly contract: string;
  /** The name of what was examined. */
  readonly name: string;
  readonly mark: Mark;
  /** Of every check of the kit, in its order. */
  readonly verdicts: readonly Verdict[];
}

/** How long one check may take, in milliseconds; what hangs for longer is broken. */
export const CHECK_MS = 20_000;

/** Runs every check of the kit, one after the other. Needs no test runner. */
export async function gradeBy<Exam>(kit: Kit<Exam>, exam: Exam): Promise<Grade> {
  const verdicts: Verdict[] = [];
  for (const check of kit.checks) verdicts.push(await judge(check, exam));
  return gradeOf(kit, exam, verdicts);
}

/** Runs one check. Never rejects. @param limitMs how long it may take */
export async function judge<Exam>(check: Check<Exam>, exam: Exam, limitMs = CHECK_MS): Promise<Verdict> {
  const { id, title, topic, remedy } = check;
  const about = { id, title, ...(topic !== undefined && { topic }), ...(remedy !== undefined && { remedy }) };
  try {
    const why = check.whyNot?.(exam);
    if (why !== undefined) return { ...about, kind: 'not-asked', why };
    await inTime(check.run(exam), limitMs);
    return { ...about, kind: 'kept' };
  } catch (error) {
    return { ...about, kind: 'broken', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** What the verdicts come to. */
export function gradeOf<Exam>(kit: Kit<Exam>, exam: Exam, verdicts: readonly Verdict[]): Grade {
  return { contract: kit.contract, name: kit.nameOf(exam), mark: markOf(verdicts), verdicts };
}

/** The grade as a few lines to read: the mark, what is broken and how, what was not asked and why. */
export function gradeText({ contract, name, mark, verdicts }: Grade): string {
  const asked = verdicts.filter(({ kind }) => kind !== 'not-asked');
  const kept = asked.filter(({ kind }) => kind === 'kept');
  const broken = asked.flatMap((verdict) => (verdict.kind === 'broken' ? [verdict] : []));
  return [
    `${mark}: the ${contract} “${name}” keeps ${kept.length} of ${asked.length} promises.`,
    ...broken.flatMap(({ id, title, error, remedy }) => [
      `  broken: ${id} (${title}): ${firstLineOf(error.message)}`,
      ...(remedy === undefined ? [] : [`    what helps: ${remedy}`]),
    ]),
    ...notAsked(verdicts).map(([why, ids]) => `  not asked, as ${why}: ${ids.join(', ')}`),
  ].join('\n');
}

function markOf(verdicts: readonly Verdict[]): Mark {
  const asked = verdicts.filter(({ kind }) => kind !== 'not-asked');
  const share = asked.filter(({ kind }) => kind === 'kept').length / asked.length;
  if (share === 1) return 'A';
  if (share >= 0.9) return 'B';
  return share >= 2 / 3 ? 'C' : 'D';
}

/** What was not asked, by the reason: topics of which nothing was, and single checks. */
function notAsked(verdicts: readonly Verdict[]): readonly (readonly [string, readonly string[]])[] {
  const reasons = new Map<string, Set<string>>();
  for (const verdict of verdicts) {
    if (verdict.kind !== 'not-asked') continue;
    const { topic, id, why } = verdict;
    const alike = verdicts.filter((other) => other.topic === topic);
    const all = topic !== undefined && alike.every((other) => other.kind === 'not-asked' && other.why === why);
    reasons.set(why, (reasons.get(why) ?? new Set()).add(all ? topic : id));
  }
  return [...reasons].map(([why, what]) => [why, [...what]]);
}

function firstLineOf(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

async function inTime(work: void | Promise<void>, limitMs: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const limit = AbortSignal.timeout(limitMs);
  limit.addEventListener('abort', () => reject(new Error(`It was not done after ${limitMs / 1000} s.`)), {
    once: true,
  });
  await Promise.race([work, late]);
}
