import { container } from '@sapphire/framework';
import {
  isPriority,
  MAX_QUERY_LENGTH,
  PRIORITIES,
  type Priority,
  type QueuePlace,
  type Suggestion,
} from '@tonearm/core';
import type { AutocompleteInteraction } from 'discord.js';
import type { Asked } from '../asked.js';
import { chooseAmong } from '../controls/choose.js';
import { requirePlace } from '../controls/place.js';
import { Refusal } from '../refusal.js';
import type { Choice, OptionSpec } from './command-options.js';
import { type CommandClass, command } from './tonearm-command.js';

/** Discord waits three seconds for suggestions; a late answer is an error to the listener, no answer is not. */
const SUGGEST_MS = 2_000;

const PLACES = ['now', 'next', 'end'] as const satisfies readonly QueuePlace[];

const OPTIONS: readonly OptionSpec[] = [
  { name: 'query', type: 'text', text: 'option.query', completes: true },
  {
    name: 'position',
    type: 'text',
    text: 'option.position',
    choices: PLACES.map((value): Choice => ({ value, text: `choice.${value}` })),
  },
  { name: 'choose', type: 'flag', text: 'option.choose' },
  { name: 'file', type: 'file', text: 'option.file' },
  { name: 'priority', type: 'text', text: 'option.priority', choices: PRIORITIES.map((value) => ({ value })) },
];

/**
 * `/play` and `/aplay`, which differ in their name alone: looked up in the background, shown in the reply, played where
 * the listener sits.
 */
export function requestCommand(name: 'play' | 'aplay'): CommandClass {
  return command({
    name,
    visibility: ({ options }) => (options.getBoolean('choose') ? 'asker' : 'everyone'),
    options: OPTIONS,
    use: (asked) => {
      const { guildId, channel, member, interaction } = asked;
      const text = wantedText(asked);
      const priority = allowedPriority(asked);
      const place = requirePlace(
        asked,
        PLACES.find((one) => one === interaction.options.getString('position')) ?? 'end',
      );
      if (interaction.options.getBoolean('choose')) return () => chooseAmong(asked, { text, place, priority });
      return (message, { id }) => {
        const request = { id, guildId, voiceChannelId: channel.id, requestedBy: member.id, text, priority, place };
        asked.tonearm.play({ ...request, message });
        return undefined;
      };
    },
    complete: suggestTracks,
  });
}

/** What the sources make of what has been typed so far. */
export function suggestTracks(interaction: AutocompleteInteraction): Promise<readonly Suggestion[]> {
  const typed = interaction.options.getFocused().slice(0, MAX_QUERY_LENGTH);
  return container.tonearm.suggest(typed, AbortSignal.timeout(SUGGEST_MS));
}

/** The words, or the address of the file. @throws Refusal unless there is one of them */
function wantedText({ interaction, speech }: Asked): string {
  const query = interaction.options.getString('query') ?? undefined;
  const file = interaction.options.getAttachment('file') ?? undefined;
  if (query !== undefined && file) throw new Refusal(speech.say('refuse.query-or-file'));
  const text = query ?? file?.url;
  if (text === undefined) throw new Refusal(speech.say('refuse.nothing-to-play'));
  return text;
}

function allowedPriority({ interaction, isDj, speech, djRole }: Asked): Priority {
  const asked = interaction.options.getString('priority') ?? 'normal';
  const priority = isPriority(asked) ? asked : 'normal';
  if ((priority === 'urgent' || priority === 'high') && !isDj) {
    throw new Refusal(speech.say('refuse.priority', { priority, role: djRole }));
  }
  return priority;
}
