import { currentTrack, firstFound } from '../controls/found-tracks.js';
import { aboutPlaylists } from '../controls/library.js';
import { requirePlaces } from '../controls/places.js';
import { askedPlace, PLAY_OPTIONS, playItems } from '../controls/play-items.js';
import { trackList, whatWords } from '../replies/track-list.js';
import { titleOf } from '../replies/track-words.js';
import { suggestTracks } from './request-track.js';
import { commandGroup } from './tonearm-command.js';

/** `/favourites add|list|remove|play`: what a person likes best, in every server, and for nobody else to see. */
export const FavouritesCommand = commandGroup({
  name: 'favourites',
  visibility: 'asker',
  subcommands: [
    {
      name: 'add',
      text: 'command.favourites.add',
      options: [{ name: 'query', type: 'text', text: 'option.add-query', completes: true }],
      use: (asked) => {
        const { tonearm, speech, member, interaction } = asked;
        const query = interaction.options.getString('query');
        const current = query === null ? currentTrack(asked) : undefined;
        return aboutPlaylists(asked, async () => {
          const track = current ?? (await firstFound(asked, query ?? ''));
          const isNew = await tonearm.favourites.add(member.id, track);
          return speech.say(isNew ? 'favourites.added' : 'favourites.known', { title: titleOf(track) });
        });
      },
      complete: suggestTracks,
    },
    {
      name: 'list',
      text: 'command.favourites.list',
      options: [{ name: 'page', type: 'number', text: 'option.page' }],
      use: ({ tonearm, speech, member, interaction }) => {
        const page = interaction.options.getInteger('page') ?? 1;
        return async () => {
          const tracks = await tonearm.favourites.list(member.id);
          if (tracks.length === 0) return speech.say('favourites.none');
          const name = `**${speech.say('favourites.name')}**`;
          const title = speech.say('playlist.title', { name, tracks: speech.counted('tracks', tracks.length) });
          return trackList(title, tracks, page, speech);
        };
      },
    },
    {
      name: 'remove',
      text: 'command.favourites.remove',
      options: [{ name: 'places', type: 'text', text: 'option.playlist-places', required: true }],
      use: (asked) => {
        const { tonearm, speech, member, interaction } = asked;
        const ranges = requirePlaces(asked, interaction.options.getString('places', true));
        return aboutPlaylists(asked, async () => {
          const removed = await tonearm.favourites.remove(member.id, ranges);
          return speech.say('favourites.removed', { what: whatWords(removed, speech) });
        });
      },
    },
    {
      name: 'play',
      text: 'command.favourites.play',
      options: PLAY_OPTIONS,
      visibility: 'everyone',
      rule: 'play',
      use: (asked) => {
        const place = askedPlace(asked);
        return async (reply, trail) => {
          const items = await asked.tonearm.favourites.list(asked.member.id);
          return playItems(asked, { name: asked.speech.say('favourites.name'), items, place }, reply, trail);
        };
      },
    },
  ],
});
