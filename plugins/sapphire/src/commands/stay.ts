import { requireSession } from '../controls/requirements.js';
import { command } from './tonearm-command.js';

/** `/stay on`: 24/7; whether we stay when nothing plays and nobody listens. Without the option it changes over. */
export const StayCommand = command({
  name: 'stay',
  visibility: 'everyone',
  options: [{ name: 'on', type: 'flag', text: 'option.on' }],
  use: (asked) => {
    const session = requireSession(asked);
    const on = asked.interaction.options.getBoolean('on') ?? !session.snapshot.stay;
    return () => {
      session.setStay(on);
      return asked.speech.say(on ? 'stay.on' : 'stay.off');
    };
  },
});
