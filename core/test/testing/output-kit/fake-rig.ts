import { FakeAudioOutput } from '../../../src/testing/fake-voice.js';
import type { OutputRig } from '../../../src/testing/output-kit/output-exam.js';

/** The fake on a bench. */
export function aFakeRig(): OutputRig {
  const output = new FakeAudioOutput();
  return {
    output,
    pass: (slots) => {
      output.play(slots);
    },
    heard: () => output.heard.map(({ frame }) => frame),
    close: () => {},
  };
}
