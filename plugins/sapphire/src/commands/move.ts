import { requirePlaceInQueue, requireSession, requireUnmoved } from '../controls/requirements.js';
import { entryName } from '../replies/queue-page.js';
import { command } from './tonearm-command.js';

/** `/move from to`: another place in the queue for one track. */
export const MoveCommand = command({
  name: 'move',
  visibility: 'everyone',
  options: [
    { name: 'from', type: 'number', text: 'option.from', required: true },
    { name: 'to', type: 'number', text: 'option.to', required: true },
  ],
  use: (asked) => {
    const { interaction, speech } = asked;
    const session = requireSession(asked);
    const from = interaction.options.getInteger('from', true);
    const to = interaction.options.getInteger('to', true);
    const standing = () => [from, to].map((place) => requirePlaceInQueue(asked, place).entry);
    const seen = standing();
    return () => {
      requireUnmoved(asked, seen, standing());
      return speech.say('move.done', { what: entryName(session.move(from, to), speech), place: to });
    };
  },
});
