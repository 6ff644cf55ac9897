import type { Kit } from '../conformance/check.js';
import { type Grade, gradeOf, judge } from '../conformance/grade.js';
import { itKeeps } from '../conformance/it-keeps.js';
import { COMMAND_CHECKS } from './command-checks.js';
import { FLOW_CHECKS } from './flow-checks.js';
import type { OutputExam } from './output-exam.js';

/** All that the contract asks of an output. */
export const OUTPUT_KIT: Kit<OutputExam> = {
  contract: 'output',
  checks: [...FLOW_CHECKS, ...COMMAND_CHECKS],
  nameOf: ({ name }) => name,
};

/** What every {@link AudioOutput} has to keep, as mocha tests. Call it inside a `describe`. */
export function itBehavesLikeAnOutput(exam: OutputExam): void {
  itKeeps(OUTPUT_KIT, () => exam);
}

/**
 * The same without a test runner, and all checks at the same time, each with an output of its own: one that goes by a real clock is
 * examined in seconds.
 */
export async function gradeOutput(exam: OutputExam): Promise<Grade> {
  return gradeOf(OUTPUT_KIT, exam, await Promise.all(OUTPUT_KIT.checks.map((check) => judge(check, exam))));
}
