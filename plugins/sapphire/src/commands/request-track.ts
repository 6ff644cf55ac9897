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
import type { Work } from '../answer.js';
import type { Asked } from '../asked.js';
import { chooseAmong } from '../controls/choose.js';
import { requirePlace } from '../controls/place.js';
import { Refusal } from '../refusal.js';
import type { Choice, OptionSpec } from './command-options.js';
import { type CommandClass, command } from './tonearm-command.js';

/** Discord waits three seconds for suggestions; a late answer is an error to the listener, no answer is not. */
const SUGGEST_MS = 2_000;

const PLACES = ['now', 'next', 'end'] as const satisfies readonly QueuePlace[];

const POSITION: OptionSpec = {
  name: 'position',
  type: 'text',
  text: 'option.position',
  choices: PLACES.map((value): Choice => ({ value, text: `choice.${value}` })),
};
const PRIORITY: OptionSpec = {
  name: 'priority',
  type: 'text',
  text: 'option.priority',
  choices: PRIORITIES.map((value) => ({ value })),
};

/**
 * `/play` and `/aplay`, which differ in their name alone: looked up in the background, shown in the reply, played where
 * the listener sits.
 */
export function requestCommand(name: 'play' | 'aplay'): CommandClass {
  return command({
    name,
    visibility: ({ options }) => (options.getBoolean('choose') ? 'asker' : 'everyone'),
    options: [
      { name: 'query', type: 'text', text: 'option.query', required: true, completes: true },
      POSITION,
      { name: 'choose', type: 'flag', text: 'option.choose' },
      PRIORITY,
    ],
    use: (asked) => {
      const { options } = asked.interaction;
      const wanted = { ...allowed(asked), text: options.getString('query', true) };
      return options.getBoolean('choose') ? () => chooseAmong(asked, wanted) : play(asked, wanted);
    },
    complete: suggestTracks,
  });
}

/** `/playfile`: the same of a file that is attached. A source that takes links plays it by its address. */
export function fileCommand(name: 'playfile'): CommandClass {
  return command({
    name,
    visibility: 'everyone',
    options: [{ name: 'file', type: 'file', text: 'option.file', required: true }, POSITION, PRIORITY],
    use: (asked) => {
      const { url, name } = asked.interaction.options.getAttachment('file', true);
      return play(asked, { ...allowed(asked), text: url, title: name });
    },
  });
}

/** What the sources make of what has been typed so far. */
export function suggestTracks(interaction: AutocompleteInteraction): Promise<readonly Suggestion[]> {
  const typed = interaction.options.getFocused().slice(0, MAX_QUERY_LENGTH);
  return container.tonearm.suggest(typed, AbortSignal.timeout(SUGGEST_MS));
}

/** What is to be played, where in the queue, and how soon it is looked up. */
interface Wanted {
  readonly text: string;
  readonly title?: string;
  readonly place: QueuePlace;
  readonly priority: Priority;
}

/** Looks it up in the background; the reply shows how that goes. */
function play({ tonearm, guildId, channel, member }: Asked, wanted: Wanted): Work {
  return (message, { id }) => {
    tonearm.play({ id, guildId, voiceChannelId: channel.id, requestedBy: member.id, ...wanted, message });
    return undefined;
  };
}

/** @throws Refusal where a place or a priority is for others */
function allowed(asked: Asked): Omit<Wanted, 'text'> {
  const said = asked.interaction.options.getString('position');
  const priority = allowedPriority(asked);
  return { priority, place: requirePlace(asked, PLACES.find((one) => one === said) ?? 'end') };
}

function allowedPriority({ interaction, isDj, speech, djRole }: Asked): Priority {
  const asked = interaction.options.getString('priority') ?? 'normal';
  const priority = isPriority(asked) ? asked : 'normal';
  if ((priority === 'urgent' || priority === 'high') && !isDj) {
    throw new Refusal(speech.say('refuse.priority', { priority, role: djRole }));
  }
  return priority;
}
