import { requirePlaying } from '../controls/requirements.js';
import { command } from './tonearm-command.js';

/** `/nowplaying`: a card with what plays, now and later, and its buttons. */
export const NowPlayingCommand = command({
  name: 'nowplaying',
  visibility: 'everyone',
  use: (asked) => {
    requirePlaying(asked);
    return (message) =>
      asked.tonearm.follow(asked.guildId, message) ? undefined : asked.speech.say('nothing.playing');
  },
});
