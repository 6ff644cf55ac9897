import {
  isSoundFilterName,
  MOST_FILTERS,
  SOUND_FILTERS,
  type SoundFilterName,
  SOUND_RANGES,
  type Sound,
  type Suggestion,
  escapedLine,
} from '@tonearm/core';
import type { AutocompleteInteraction } from 'discord.js';
import { type Asked, speechFor } from '../asked.js';
import { requireRange, requireSession } from '../controls/requirements.js';
import { Refusal } from '../refusal.js';
import type { Speech } from '../texts/speech.js';
import type { OptionSpec } from './command-options.js';
import { commandGroup } from './tonearm-command.js';

const LONGEST_NAME = 40;
const FILTER: OptionSpec = { name: 'filter', type: 'text', text: 'option.filter', required: true, completes: true };

/** `/filters add|remove|off|normalize|crossfade`: how everything sounds. */
export const FiltersCommand = commandGroup({
  name: 'filters',
  visibility: 'everyone',
  subcommands: [
    {
      name: 'add',
      text: 'command.filters.add',
      options: [FILTER],
      use: (asked) => {
        const session = requireSession(asked);
        const filters = [...new Set([...session.snapshot.sound.filters, requireFilter(asked)])];
        if (filters.length > MOST_FILTERS)
          throw new Refusal(asked.speech.say('filters.too-many', { most: MOST_FILTERS }));
        return () => filterWords(session.setSound({ filters }), asked.speech);
      },
      complete: suggestFilters,
    },
    {
      name: 'remove',
      text: 'command.filters.remove',
      options: [FILTER],
      use: (asked) => {
        const session = requireSession(asked);
        const gone = requireFilter(asked);
        const { filters: on } = session.snapshot.sound;
        if (!on.includes(gone))
          throw new Refusal(asked.speech.say('filters.not-on', { name: asked.speech.say(`filter.${gone}`) }));
        const filters = on.filter((name) => name !== gone);
        return () => filterWords(session.setSound({ filters }), asked.speech);
      },
      complete: suggestFilters,
    },
    {
      name: 'off',
      text: 'command.filters.off',
      use: (asked) => {
        const session = requireSession(asked);
        return () => filterWords(session.setSound({ filters: [], speedPercent: 100, pitchPercent: 100 }), asked.speech);
      },
    },
    {
      name: 'normalize',
      text: 'command.filters.normalize',
      options: [{ name: 'on', type: 'flag', text: 'option.on', required: true }],
      use: (asked) => {
        const session = requireSession(asked);
        const normalize = asked.interaction.options.getBoolean('on', true);
        return () => asked.speech.say(session.setSound({ normalize }).normalize ? 'normalize.on' : 'normalize.off');
      },
    },
    {
      name: 'crossfade',
      text: 'command.filters.crossfade',
      options: [{ name: 'seconds', type: 'number', text: 'option.seconds', required: true }],
      use: (asked) => {
        const { interaction, speech } = asked;
        const session = requireSession(asked);
        const most = SOUND_RANGES.crossfadeMs.most / 1000;
        const seconds = requireRange(asked, interaction.options.getInteger('seconds', true), { least: 0, most });
        return () => {
          const { crossfadeMs } = session.setSound({ crossfadeMs: seconds * 1000 });
          return crossfadeMs === 0
            ? speech.say('crossfade.off')
            : speech.say('crossfade.on', { time: speech.seconds(crossfadeMs) });
        };
      },
    },
  ],
});

function requireFilter({ interaction, speech }: Asked): SoundFilterName {
  const name = interaction.options.getString('filter', true);
  if (isSoundFilterName(name)) return name;
  throw new Refusal(speech.say('filters.unknown', { name: escapedLine(name, LONGEST_NAME) }));
}

function filterWords({ filters }: Sound, speech: Speech): string {
  if (filters.length === 0) return speech.say('filters.off');
  return speech.say('filters.on', { filters: filters.map((name) => speech.say(`filter.${name}`)).join(', ') });
}

async function suggestFilters(interaction: AutocompleteInteraction<'cached'>): Promise<readonly Suggestion[]> {
  const typed = interaction.options.getFocused().toLowerCase();
  const speech = speechFor(interaction.guild);
  return Object.keys(SOUND_FILTERS)
    .filter(isSoundFilterName)
    .map((query) => ({ label: speech.say(`filter.${query}`), query }))
    .filter(({ label, query }) => `${query} ${label}`.toLowerCase().includes(typed));
}
