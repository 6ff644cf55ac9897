import type { Source } from '../../sources/audio-source.js';
import type { Check, Kit } from '../conformance/check.js';
import { type Grade, gradeBy } from '../conformance/grade.js';
import { itKeeps } from '../conformance/it-keeps.js';
import { ANSWER_CHECKS } from './answer-checks.js';
import { ENDING_CHECKS } from './ending-checks.js';
import { EXTRA_CHECKS } from './extra-checks.js';
import { FAULT_CHECKS } from './fault-checks.js';
import { IDENTITY_CHECKS } from './identity-checks.js';
import { LIST_CHECKS } from './list-checks.js';
import { SOUND_CHECKS } from './sound-checks.js';
import { SourceExam } from './source-exam.js';
import type { SourceSamples } from './source-samples.js';

/** Everything that a source promises, whoever wrote it. */
export const SOURCE_KIT: Kit<SourceExam> = {
  contract: 'source',
  checks: [
    ...about('identity', IDENTITY_CHECKS),
    ...about('answers', ANSWER_CHECKS),
    ...about('playlists', LIST_CHECKS),
    ...about('extras', EXTRA_CHECKS),
    ...about('sound', SOUND_CHECKS),
    ...about('endings', ENDING_CHECKS),
    ...about('faults', FAULT_CHECKS),
  ],
  nameOf: ({ source }) => source.name,
};

/**
 * The contract of sources as mocha tests, with a grade in words after them. Call it inside a `describe`.
 * @param make makes a source; called again for checks of one that remembers nothing, so make a new one if you can
 * @param samples what to ask it about; a function, where that is known only after the `before` hooks
 */
export function itBehavesLikeASource(
  make: () => Source | Promise<Source>,
  samples: SourceSamples | (() => SourceSamples),
): void {
  describe('behaves like a source', () => {
    itKeeps(SOURCE_KIT, () => SourceExam.begin(make, typeof samples === 'function' ? samples() : samples));
  });
}

/** The same without a test runner: what came of every check. */
export async function gradeSource(make: () => Source | Promise<Source>, samples: SourceSamples): Promise<Grade> {
  return gradeBy(SOURCE_KIT, await SourceExam.begin(make, samples));
}

function about(topic: string, checks: readonly Check<SourceExam>[]): readonly Check<SourceExam>[] {
  return checks.map((check) => ({ ...check, topic }));
}
