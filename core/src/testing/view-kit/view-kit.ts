import type { ProgressView } from '../../progress/progress-view.js';
import type { Kit } from '../conformance/check.js';
import { type Grade, gradeBy } from '../conformance/grade.js';
import { itKeeps } from '../conformance/it-keeps.js';
import { VIEW_CHECKS } from './view-checks.js';
import { ViewExam } from './view-exam.js';

/** All that the contract asks of a view. */
export const VIEW_KIT: Kit<ViewExam> = {
  contract: 'view',
  checks: VIEW_CHECKS,
  nameOf: ({ make }) => make().name,
};

/**
 * What every view has to keep, as mocha tests. Call it inside a `describe`:
 * `describe('NeonView', () => itBehavesLikeAView(() => new NeonView()));`
 * @param make makes a fresh view
 */
export function itBehavesLikeAView(make: () => ProgressView): void {
  itKeeps(VIEW_KIT, () => new ViewExam(make));
}

/** The same without a test runner. @param make makes a fresh view */
export function gradeView(make: () => ProgressView): Promise<Grade> {
  return gradeBy(VIEW_KIT, new ViewExam(make));
}
