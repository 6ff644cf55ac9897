import type { Check } from '../conformance/check.js';
import type { OutputExam } from './output-exam.js';
import { Stage } from './stage.js';

/** A check that is given a fresh output on a stage, which is left and closed after it. */
export function onStage(id: string, title: string, play: (stage: Stage) => Promise<void>): Check<OutputExam> {
  return {
    id,
    title,
    run: async (exam) => {
      const rig = await exam.make();
      const stage = new Stage(rig);
      try {
        await play(stage);
      } finally {
        stage.leave();
        await rig.close();
      }
    },
  };
}
