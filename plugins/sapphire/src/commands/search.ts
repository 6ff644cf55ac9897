import { chooseAmong } from '../controls/choose.js';
import { suggestTracks } from './request-track.js';
import { command } from './tonearm-command.js';

/** `/search query`: what is found, in a menu that only the asker sees; what they pick is played for everyone. */
export const SearchCommand = command({
  name: 'search',
  visibility: 'asker',
  options: [{ name: 'query', type: 'text', text: 'option.words', required: true, completes: true }],
  use: (asked) => {
    const text = asked.interaction.options.getString('query', true);
    return () => chooseAmong(asked, { text, place: 'end', priority: 'normal' });
  },
  complete: suggestTracks,
});
