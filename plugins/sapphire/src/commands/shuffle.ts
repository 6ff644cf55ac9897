import { requireQueue, requireSession } from '../controls/requirements.js';
import { command } from './tonearm-command.js';

/** `/shuffle fair`: mixes what waits; fair lets those who asked take turns. */
export const ShuffleCommand = command({
  name: 'shuffle',
  visibility: 'everyone',
  options: [{ name: 'fair', type: 'flag', text: 'option.fair' }],
  use: (asked) => {
    const { interaction, speech } = asked;
    const session = requireSession(asked);
    requireQueue(asked);
    const fair = interaction.options.getBoolean('fair') ?? asked.settings.fairShuffle;
    return () => {
      const count = session.shuffle(fair ? 'fair' : 'random');
      if (count === null) return speech.say('shuffle.unknown');
      return speech.say(fair ? 'shuffle.fair' : 'shuffle.done', { tracks: speech.counted('tracks', count) });
    };
  },
});
