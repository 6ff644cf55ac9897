import { requireSession } from '../controls/requirements.js';
import { Refusal } from '../refusal.js';
import { titleOf } from '../replies/track-words.js';
import { command } from './tonearm-command.js';

/** `/previous`: back to what has played last; the current track comes after it. */
export const PreviousCommand = command({
  name: 'previous',
  visibility: 'everyone',
  use: (asked) => {
    const session = requireSession(asked);
    if (session.snapshot.history.length === 0) throw new Refusal(asked.speech.say('previous.nothing'));
    return () => {
      const entry = session.previous();
      return entry
        ? asked.speech.say('previous.done', { title: titleOf(entry.content.track) })
        : asked.speech.say('previous.nothing');
    };
  },
});
