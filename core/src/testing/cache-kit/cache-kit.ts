import type { Kit } from '../conformance/check.js';
import { type Grade, gradeBy } from '../conformance/grade.js';
import { itKeeps } from '../conformance/it-keeps.js';
import { ACCOUNT_CHECKS } from './account-checks.js';
import { ALIAS_CHECKS } from './alias-checks.js';
import type { CacheExam } from './cache-exam.js';
import { STORE_CHECKS } from './store-checks.js';
import { VALUE_CHECKS } from './value-checks.js';

/** All that the contract asks of a cache. */
export const CACHE_KIT: Kit<CacheExam> = {
  contract: 'cache',
  checks: [...VALUE_CHECKS, ...ALIAS_CHECKS, ...ACCOUNT_CHECKS, ...STORE_CHECKS],
  nameOf: ({ name }) => name,
};

/** What every cache has to keep, as mocha tests. Call it inside a `describe`. */
export function itBehavesLikeACache(exam: CacheExam): void {
  itKeeps(CACHE_KIT, () => exam);
}

/** The same without a test runner. */
export function gradeCache(exam: CacheExam): Promise<Grade> {
  return gradeBy(CACHE_KIT, exam);
}
