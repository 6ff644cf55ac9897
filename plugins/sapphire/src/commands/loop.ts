import type { Loop } from '@tonearm/core';
import { requireSession } from '../controls/requirements.js';
import { command } from './tonearm-command.js';

const LOOPS = ['off', 'track', 'queue'] as const satisfies readonly Loop[];

/** `/loop mode`: the current track, the queue, or nothing repeats. */
export const LoopCommand = command({
  name: 'loop',
  visibility: 'everyone',
  options: [
    {
      name: 'mode',
      type: 'text',
      text: 'option.loop',
      required: true,
      choices: LOOPS.map((value) => ({ value, text: `choice.loop-${value}` as const })),
    },
  ],
  use: (asked) => {
    const session = requireSession(asked);
    const wanted = asked.interaction.options.getString('mode', true);
    const loop = LOOPS.find((one) => one === wanted) ?? 'off';
    return () => {
      session.setLoop(loop);
      return asked.speech.say(`loop.${loop}`);
    };
  },
});
