import { trackWords } from '../replies/track-words.js';
import { command } from './tonearm-command.js';

/** Tracks shown. */
const SHOWN = 15;

/** `/history`: what has played, the last one first. */
export const HistoryCommand = command({
  name: 'history',
  visibility: 'asker',
  use:
    ({ snapshot, speech }) =>
    () => {
      const played = snapshot?.history.slice(0, SHOWN) ?? [];
      if (played.length === 0) return speech.say('history.empty');
      const lines = played.map(({ content, requestedBy }, index) => {
        const person = speech.say('queue.for', { person: `<@${requestedBy}>` });
        const { track } = content;
        return `${index + 1}. ${trackWords(track, speech)} · ${speech.length(track)} · ${person}`;
      });
      return { embeds: [{ title: speech.say('history.title'), description: lines.join('\n') }] };
    },
});
