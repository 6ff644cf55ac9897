import {
  type MatchOffer,
  type MessageContent,
  parseReferenceKey,
  plainLine,
  type Reference,
  referenceKey,
  referenceOf,
  type SelectOption,
  type StandIn,
  type Track,
} from '@tonearm/core';
import type { MessageComponentInteraction } from 'discord.js';
import type { Work } from '../answer.js';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import type { Repliable } from '../replies/interaction-reply.js';
import { titleOf, trackWords } from '../replies/track-words.js';
import type { Speech } from '../texts/speech.js';
import { mayDecide, requirePlaying } from './requirements.js';

/** In characters, of an option's label, of its description and of its value; of an action id as well. */
const LONGEST = 100;
const LONGEST_AUTHOR = 50;
/** What no reference is called: whatever is found without anyone's say. */
const AUTOMATIC = 'automatic';

/** What the current track stands in for. @throws Refusal when it is played from where it was found, or is not theirs to decide about */
export function currentWanted(asked: Asked<Repliable>): Track {
  const { entry } = requirePlaying(asked);
  const { tonearm, speech } = asked;
  const wanted = tonearm.matches.wantedOf(entry);
  if (!wanted) throw new Refusal(speech.say('match.not-needed', { title: titleOf(entry.content.track) }));
  if (!mayDecide(asked, entry)) throw new Refusal(speech.say('refuse.dj-or-requester'));
  return wanted;
}

/** What a listener asked about, where it has no sound of its own. @throws Refusal when it has */
export function requireMatchable({ tonearm, speech }: Asked<Repliable>, track: Track): Track {
  if (tonearm.matches.needsMatch(track)) return track;
  throw new Refusal(speech.say('match.not-needed', { title: titleOf(track) }));
}

/** A menu of what could be played for a track. It holds what it needs in itself, so it works after a restart too. */
export async function offerMatches(
  { tonearm, guildId, speech }: Asked<Repliable>,
  wanted: Track,
): Promise<MessageContent> {
  const offer = await tonearm.matches.offer(guildId, wanted);
  const options = optionsOf(offer, speech);
  const action = `match:${referenceKey(referenceOf(wanted))}`;
  const words = { wanted: trackWords(wanted, speech) };
  if (options.length === 0 || action.length > LONGEST) return { text: speech.say('match.nothing', words) };
  const text = offer.chosen
    ? speech.say('match.prompt-chosen', { ...words, track: trackWords(offer.chosen, speech) })
    : speech.say('match.prompt', words);
  return {
    text,
    rows: [{ kind: 'select', select: { action, placeholder: speech.say('match.placeholder'), options } }],
  };
}

/** Remembers what was picked in such a menu. @param argument the key of what was asked for */
export function chooseMatch(asked: Asked<MessageComponentInteraction<'cached'>>, argument: string): Work {
  const { interaction, tonearm, guildId, snapshot, speech } = asked;
  const value = interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : '';
  const wanted = parseReferenceKey(argument);
  const track = value === AUTOMATIC ? null : parseReferenceKey(value);
  if (!wanted || track === undefined) throw new Refusal(speech.say('refuse.old-control'));
  const entry = snapshot?.playing?.entry;
  const current = entry && tonearm.matches.wantedOf(entry);
  if (entry && current && isSame(wanted, current) && !mayDecide(asked, entry)) {
    throw new Refusal(speech.say('refuse.dj-or-requester'));
  }
  return async () => {
    const chosen = await tonearm.matches.choose({ guildId, wanted, track });
    return chosen ? speech.say('match.done', { track: trackWords(chosen, speech) }) : speech.say('match.undone');
  };
}

function isSame(wanted: Reference, track: Track): boolean {
  return referenceKey(wanted) === referenceKey(referenceOf(track));
}

function optionsOf({ candidates, chosen }: MatchOffer, speech: Speech): readonly SelectOption[] {
  const found = candidates.flatMap((candidate) => optionOf(candidate, speech));
  if (!chosen) return found;
  const undo = {
    label: speech.say('match.automatic'),
    value: AUTOMATIC,
    description: speech.say('match.automatic-why'),
  };
  return [undo, ...found];
}

function optionOf({ track, detour }: StandIn, speech: Speech): readonly SelectOption[] {
  const value = referenceKey(referenceOf(track));
  const label = plainLine(track.title, LONGEST);
  if (value.length > LONGEST || label === '') return [];
  const author = track.author === '' ? [] : [plainLine(track.author, LONGEST_AUTHOR)];
  const facts = [...author, speech.length(track), track.source, `${Math.round(detour.score * 100)} %`];
  return [{ label, value, description: plainLine(facts.join(' · '), LONGEST) }];
}
