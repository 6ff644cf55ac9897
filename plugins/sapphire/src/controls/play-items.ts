import type { PlaylistItem, QueuePlace } from '@tonearm/core';
import type { RequestTrail } from '../answer.js';
import type { Asked } from '../asked.js';
import type { Choice, OptionSpec } from '../commands/command-options.js';
import { Refusal } from '../refusal.js';
import type { InteractionReply } from '../replies/interaction-reply.js';
import { requirePlace } from './place.js';

const PLACES = ['now', 'next', 'end'] as const satisfies readonly QueuePlace[];

/** Where a list goes in the queue, and where in it playing begins. */
export const PLAY_OPTIONS: readonly OptionSpec[] = [
  { name: 'start', type: 'number', text: 'option.start' },
  {
    name: 'position',
    type: 'text',
    text: 'option.position',
    choices: PLACES.map((value): Choice => ({ value, text: `choice.${value}` })),
  },
];

/** The place in the queue that was asked for. @throws Refusal when they may not have it */
export function askedPlace(asked: Asked): QueuePlace {
  const said = asked.interaction.options.getString('position');
  return requirePlace(asked, PLACES.find((one) => one === said) ?? 'end');
}

/** Plays a list that is known, as one request whose card is the reply. @throws Refusal when there is nothing to play from there on */
export function playItems(
  asked: Asked,
  {
    name,
    items,
    place,
  }: { readonly name: string; readonly items: readonly PlaylistItem[]; readonly place: QueuePlace },
  message: InteractionReply,
  { id }: RequestTrail,
): undefined {
  const { tonearm, guildId, channel, member, interaction, speech } = asked;
  if (items.length === 0) throw new Refusal(speech.say('playlist.no-tracks'));
  const start = interaction.options.getInteger('start') ?? 1;
  if (start < 1 || start > items.length) {
    throw new Refusal(speech.say('playlist.no-such-place', { place: start, last: items.length }));
  }
  tonearm.play({
    id,
    guildId,
    voiceChannelId: channel.id,
    requestedBy: member.id,
    text: name,
    tracks: items.slice(start - 1),
    priority: 'normal',
    place,
    message,
  });
  return undefined;
}
