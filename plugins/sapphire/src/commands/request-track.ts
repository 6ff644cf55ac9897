import { container } from '@sapphire/framework';
import { isPriority, MAX_QUERY_LENGTH, PRIORITIES, type Priority, type Suggestion } from '@tonearm/core';
import type { AutocompleteInteraction } from 'discord.js';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import type { OptionSpec } from './command-options.js';
import { type CommandClass, command } from './tonearm-command.js';

/** Discord waits three seconds for suggestions; a late answer is an error to the listener, no answer is not. */
const SUGGEST_MS = 2_000;

const OPTIONS: readonly OptionSpec[] = [
  { name: 'query', type: 'text', text: 'option.query', required: true, completes: true },
  {
    name: 'priority',
    type: 'text',
    text: 'option.priority',
    choices: PRIORITIES.map((value) => ({ value })),
  },
];

/** `/play` and `/aplay`, which differ in their name alone: looked up in the background, shown in the reply, played where the listener sits. */
export function requestCommand(name: 'play' | 'aplay'): CommandClass {
  return command({
    name,
    visibility: 'everyone',
    options: OPTIONS,
    use: (asked) => {
      const priority = allowedPriority(asked);
      const { guildId, channel, member, interaction } = asked;
      return (message, { id }) => {
        const text = interaction.options.getString('query', true);
        const request = { id, guildId, voiceChannelId: channel.id, requestedBy: member.id, text, priority, message };
        asked.tonearm.play({ ...request, place: 'end' });
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

function allowedPriority({ interaction, isDj, speech, parts }: Asked): Priority {
  const asked = interaction.options.getString('priority') ?? 'normal';
  const priority = isPriority(asked) ? asked : 'normal';
  if ((priority === 'urgent' || priority === 'high') && !isDj) {
    throw new Refusal(speech.say('refuse.priority', { priority, role: parts.djRole }));
  }
  return priority;
}
