import { skip, skipTo } from '../controls/skip.js';
import { command } from './tonearm-command.js';

/** `/skip to`: the next track or one further on, now; or the next by vote. */
export const SkipCommand = command({
  name: 'skip',
  visibility: 'everyone',
  options: [{ name: 'to', type: 'number', text: 'option.skip-to' }],
  use: (asked) => {
    const to = asked.interaction.options.getInteger('to');
    return to === null ? skip(asked) : skipTo(asked, to);
  },
});
