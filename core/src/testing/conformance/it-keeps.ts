import type { Kit } from './check.js';
import { CHECK_MS, gradeOf, gradeText, judge, type Verdict } from './grade.js';

/**
 * The kit as mocha tests, one for each check, and the grade in words after them. Call it inside a `describe`. A check that cannot be asked
 * is skipped, and the report says why.
 * @param begin makes what the checks need, before the first of them and after the `before` hooks around it
 */
export function itKeeps<Exam>(kit: Kit<Exam>, begin: () => Exam | Promise<Exam>): void {
  const verdicts: Verdict[] = [];
  let begun: { readonly exam: Exam } | undefined;
  before(async () => {
    begun = { exam: await begin() };
  });
  for (const check of kit.checks) {
    it(check.title, async function () {
      this.timeout(CHECK_MS + 5_000);
      if (!begun) throw new Error('The examination has not begun.');
      const verdict = await judge(check, begun.exam);
      verdicts.push(verdict);
      if (verdict.kind === 'not-asked') this.skip();
      if (verdict.kind === 'broken') throw verdict.error;
    });
  }
  after(() => {
    if (begun && verdicts.length > 0) console.log(indented(gradeText(gradeOf(kit, begun.exam, verdicts))));
  });
}

function indented(text: string): string {
  return text.replace(/^/gm, '      ');
}
