import type { Check } from '../conformance/check.js';
import type { OutputExam, OutputRig } from './output-exam.js';
import { Stage } from './stage.js';

/** A check that is given a fresh output on a stage, which is left and closed after it. */
export function onStage(id: string, title: string, play: (stage: Stage) => Promise<void>): Check<OutputExam> {
  return {
    id,
    title,
    run: async (exam) => playOn(await exam.make(), play),
  };
}

/** The same with an output that breaks. */
export function onBreakingStage(id: string, title: string, play: (stage: Stage) => Promise<void>): Check<OutputExam> {
  return {
    id,
    title,
    whyNot: ({ makeBreaking }) => (makeBreaking ? undefined : 'there is none that breaks'),
    run: async (exam) => {
      const rig = await exam.makeBreaking?.();
      if (rig) await playOn(rig, play);
    },
  };
}

async function playOn(rig: OutputRig, play: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = new Stage(rig);
  try {
    await play(stage);
  } finally {
    stage.leave();
    await rig.close();
  }
}
