import { command } from './tonearm-command.js';

/** `/leave`: out of the voice channel; the queue is forgotten. */
export const LeaveCommand = command({
  name: 'leave',
  visibility: 'everyone',
  use: (asked) => () => {
    asked.session?.leave();
    return asked.speech.say('leave.done');
  },
});
