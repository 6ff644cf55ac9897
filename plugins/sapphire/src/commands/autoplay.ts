import { requireSession } from '../controls/requirements.js';
import { command } from './tonearm-command.js';

/** `/autoplay on`: whether similar music follows; without the option it changes over. */
export const AutoplayCommand = command({
  name: 'autoplay',
  visibility: 'everyone',
  options: [{ name: 'on', type: 'flag', text: 'option.on' }],
  use: (asked) => {
    const session = requireSession(asked);
    const on = asked.interaction.options.getBoolean('on') ?? !session.snapshot.autoplay;
    return () => {
      session.setAutoplay(on);
      return asked.speech.say(on ? 'autoplay.on' : 'autoplay.off');
    };
  },
});
