import { placed } from '@tonearm/core';
import { requireQueue, requireSession } from '../controls/requirements.js';
import { command } from './tonearm-command.js';

/** `/clear`: an empty queue; what plays goes on. */
export const ClearCommand = command({
  name: 'clear',
  visibility: 'everyone',
  use: (asked) => {
    const { speech } = asked;
    const session = requireSession(asked);
    requireQueue(asked);
    return () => {
      const isUncounted = session.snapshot.upcomingTracks === null;
      const count = placed(session.clear()).reduce((sum, entry) => sum + entry.count, 0);
      return isUncounted
        ? speech.say('clear.unknown')
        : speech.say('clear.done', { tracks: speech.counted('tracks', count) });
    };
  },
});
