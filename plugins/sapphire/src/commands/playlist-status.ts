import { loadingPlaylists } from '../controls/loading-playlists.js';
import { command } from './tonearm-command.js';

/** Playlists shown. */
const SHOWN = 10;

/** `/playlist_status`: the playlists whose tracks are not all loaded yet. */
export const PlaylistStatusCommand = command({
  name: 'playlist_status',
  visibility: 'asker',
  use:
    ({ snapshot, speech }) =>
    () => {
      const playlists = loadingPlaylists(snapshot).slice(0, SHOWN);
      if (playlists.length === 0) return speech.say('playlists.none');
      const lines = playlists.map(({ id, requestedBy, loaded, left }) =>
        speech.say('playlists.line', {
          id: `\`${id}\``,
          person: `<@${requestedBy}>`,
          loaded,
          left: left ?? speech.say('playlists.unknown-left'),
        }),
      );
      return [speech.say('playlists.title'), ...lines].join('\n');
    },
});
