import { FakeAudioOutput } from '../../../src/testing/fake-voice.js';
import type { OutputRig } from '../../../src/testing/output-kit/output-exam.js';

/** The fake on a bench. */
export function aFakeRig(): OutputRig {
  const output = new FakeAudioOutput();
  return rigOf(output, (slots) => void output.play(slots));
}

/** One that breaks after its tenth frame. */
export function aBreakingRig(): OutputRig {
  const output = new FakeAudioOutput();
  return rigOf(output, (slots) => {
    output.play(Math.min(slots, 10 - output.heard.length));
    if (output.heard.length === 10) output.breakDown('The cable is out.');
  });
}

function rigOf(output: FakeAudioOutput, pass: OutputRig['pass']): OutputRig {
  return {
    output,
    pass,
    heard: () => output.heard.map(({ frame }) => frame),
    close: () => {},
  };
}
