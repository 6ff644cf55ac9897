import { firstFound } from '../controls/found-tracks.js';
import { currentWanted, offerMatches, requireMatchable } from '../controls/match.js';
import { command } from './tonearm-command.js';

/**
 * `/match query`: where another recording was found than the one that was asked for, what else could be played; what is picked is remembered for
 * the server. Without a query, for the current track.
 */
export const MatchCommand = command({
  name: 'match',
  visibility: 'asker',
  options: [{ name: 'query', type: 'text', text: 'option.match-query' }],
  use: (asked) => {
    const query = asked.interaction.options.getString('query');
    const current = query === null ? currentWanted(asked) : undefined;
    return async () => offerMatches(asked, current ?? requireMatchable(asked, await firstFound(asked, query ?? '')));
  },
});
