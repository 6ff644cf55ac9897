import { isLive } from '@tonearm/core';
import { requireOwnPlaying, requireShown } from '../controls/requirements.js';
import { Refusal } from '../refusal.js';
import { titleOf } from '../replies/track-words.js';
import { command } from './tonearm-command.js';

/** `/replay`: the current track from its beginning. */
export const ReplayCommand = command({
  name: 'replay',
  visibility: 'everyone',
  use: (asked) => {
    const { entry } = requireOwnPlaying(asked);
    const { track } = entry.content;
    const title = titleOf(track);
    if (isLive(track)) throw new Refusal(asked.speech.say('seek.live', { title }));
    return () => {
      requireShown(asked, entry.id);
      asked.session?.replay();
      return asked.speech.say('replay.done', { title });
    };
  },
});
