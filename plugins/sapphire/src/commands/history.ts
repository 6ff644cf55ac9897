import type { TrackEntry } from '@tonearm/core';
import { fitted, MOST_DESCRIPTION } from '../replies/fitted.js';
import { trackWords } from '../replies/track-words.js';
import { command } from './tonearm-command.js';

/** Tracks shown. */
const SHOWN = 15;
const COLOUR = 0x8f6fe8;

/** `/history`: what has played, the last one first. */
export const HistoryCommand = command({
  name: 'history',
  visibility: 'asker',
  use:
    ({ snapshot, speech }) =>
    () => {
      const played = snapshot?.history.slice(0, SHOWN) ?? [];
      if (played.length === 0) return speech.say('history.empty');
      const line = ({ content: { track }, requestedBy }: TrackEntry, longest: number) => {
        const person = speech.say('queue.for', { person: `<@${requestedBy}>` });
        return `${trackWords(track, speech, longest)} · ${speech.length(track)} · ${person}`;
      };
      const description = fitted(MOST_DESCRIPTION, (longest) =>
        played.map((entry, index) => `${index + 1}. ${line(entry, longest)}`).join('\n'),
      );
      return { embeds: [{ title: speech.say('history.title'), description, colour: COLOUR }] };
    },
});
