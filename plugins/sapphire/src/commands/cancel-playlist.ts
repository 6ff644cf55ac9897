import { container } from '@sapphire/framework';
import { loadingPlaylists, tracksIn } from '../controls/loading-playlists.js';
import { mayDecide, requireSession } from '../controls/requirements.js';
import { Refusal } from '../refusal.js';
import { command } from './tonearm-command.js';

/** `/cancel_playlist playlist`: takes out of the queue what is left of a playlist that is being loaded. */
export const CancelPlaylistCommand = command({
  name: 'cancel_playlist',
  visibility: 'asker',
  options: [{ name: 'playlist', type: 'text', text: 'option.playlist', required: true, completes: true }],
  use: (asked) => {
    const { interaction, snapshot, speech } = asked;
    const wanted = interaction.options.getString('playlist', true).trim();
    const playlist = loadingPlaylists(snapshot).find(({ id }) => id === wanted);
    if (!playlist) throw new Refusal(speech.say('playlists.no-such'));
    if (!mayDecide(asked, playlist)) throw new Refusal(speech.say('playlists.not-yours'));
    const session = requireSession(asked);
    return () => {
      for (const { id } of playlist.entries) session.remove({ kind: 'entry', entryId: id });
      if (playlist.left === null) return speech.say('playlists.cancelled-unknown');
      return speech.say('playlists.cancelled', { tracks: speech.counted('tracks', tracksIn(playlist.entries)) });
    };
  },
  complete: async (interaction) => {
    const typed = interaction.options.getFocused();
    return loadingPlaylists(container.tonearm.session(interaction.guildId)?.snapshot)
      .filter(({ id }) => id.includes(typed))
      .map(({ id, loaded, left }) => ({ label: `${id} (${loaded} + ${left ?? '?'})`, query: id }));
  },
});
