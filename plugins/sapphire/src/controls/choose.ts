import {
  escapedLine,
  isPriority,
  type MessageContent,
  plainLine,
  parseReferenceKey,
  type Priority,
  type QueuePlace,
  referenceKey,
  referenceOf,
  type SelectOption,
  type Track,
} from '@tonearm/core';
import type { MessageComponentInteraction } from 'discord.js';
import type { Work } from '../answer.js';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import type { Speech } from '../texts/speech.js';
import { requirePlace } from './place.js';

/** Discord takes so many options in a menu. */
const MOST_OPTIONS = 25;
/** In characters, of an option's label, of its description and of its value. */
const LONGEST = 100;
const LONGEST_QUERY = 80;

/** What is to become of the track that is picked. */
interface Wish {
  readonly text: string;
  readonly place: QueuePlace;
  readonly priority: Priority;
}

/** A menu of what is found for some words. It holds what it needs in itself, so it works after a restart too. */
export async function chooseAmong(asked: Asked, { text, place, priority }: Wish): Promise<MessageContent> {
  const { tonearm, guildId, member, speech } = asked;
  const tracks = await tonearm.search({ guildId, requestedBy: member.id, text, priority });
  const options = tracks.flatMap((track) => optionOf(track, speech)).slice(0, MOST_OPTIONS);
  const query = speech.say('quoted', { text: escapedLine(text, LONGEST_QUERY) });
  if (options.length === 0) return { text: speech.say('choose.nothing', { query }) };
  return {
    text: speech.say('choose.prompt', { query }),
    rows: [
      {
        kind: 'select',
        select: { action: `choose:${place}:${priority}`, placeholder: speech.say('choose.placeholder'), options },
      },
    ],
  };
}

/** Plays what was picked in such a menu. */
export function playChosen(asked: Asked<MessageComponentInteraction<'cached'>>, argument: string): Work {
  const { interaction, tonearm, guildId, channel, member, speech } = asked;
  const [wantedPlace = '', wantedPriority = ''] = argument.split(':');
  const reference = parseReferenceKey(interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : '');
  if (!reference) throw new Refusal(speech.say('refuse.old-control'));
  const place = requirePlace(asked, wantedPlace === 'now' || wantedPlace === 'next' ? wantedPlace : 'end');
  const priority = isPriority(wantedPriority) ? wantedPriority : 'normal';
  const text = labelOf(interaction) ?? reference.id;
  return (message, { id }) => {
    const request = {
      id,
      guildId,
      voiceChannelId: channel.id,
      requestedBy: member.id,
      text,
      reference,
      priority,
      place,
    };
    tonearm.play({ ...request, message });
    return undefined;
  };
}

function optionOf(track: Track, speech: Speech): readonly SelectOption[] {
  const value = referenceKey(referenceOf(track));
  const label = plainLine(track.title, LONGEST);
  if (value.length > LONGEST || label === '') return [];
  const author = track.author === '' ? [] : [plainLine(track.author, LONGEST - 20)];
  return [{ label, value, description: [...author, speech.length(track)].join(' · ') }];
}

/** What the menu called the option that was picked. */
function labelOf(interaction: MessageComponentInteraction<'cached'>): string | undefined {
  if (!interaction.isStringSelectMenu()) return undefined;
  return interaction.component.options.find(({ value }) => value === interaction.values[0])?.label;
}
