import {
  escapedLine,
  InvalidRequestError,
  parsePositions,
  type QueueEntry,
  type QueueSelection,
  type Selected,
} from '@tonearm/core';
import type { Asked } from '../asked.js';
import {
  mayDecide,
  requirePlaceInQueue,
  requireQueue,
  requireSession,
  requireUnmoved,
} from '../controls/requirements.js';
import { peopleIn } from '../policy/people.js';
import { requireDj } from '../policy/rights.js';
import { Refusal } from '../refusal.js';
import { titleOf } from '../replies/track-words.js';
import type { Speech } from '../texts/speech.js';
import { commandGroup } from './tonearm-command.js';

const LONGEST_TEXT = 40;

/** `/remove places|listener|duplicates|absent`: takes something out of the queue. What others asked for is removed by DJs. */
export const RemoveCommand = commandGroup({
  name: 'remove',
  visibility: 'everyone',
  subcommands: [
    {
      name: 'places',
      text: 'command.remove.places',
      options: [{ name: 'places', type: 'text', text: 'option.places', required: true }],
      use: (asked) => {
        const text = asked.interaction.options.getString('places', true);
        const entries = entriesAt(asked, text);
        requireOwn(asked, entries);
        const remove = removal(asked, { kind: 'positions', text });
        return () => {
          requireUnmoved(asked, entries, entriesAt(asked, text));
          return remove();
        };
      },
    },
    {
      name: 'listener',
      text: 'command.remove.listener',
      options: [{ name: 'person', type: 'member', text: 'option.person', required: true }],
      use: (asked) => {
        const { id } = asked.interaction.options.getUser('person', true);
        const entries = requireQueue(asked).flatMap(({ entry }) => (entry.requestedBy === id ? entry : []));
        if (entries.length === 0) throw new Refusal(asked.speech.say('remove.nothing-of', { person: `<@${id}>` }));
        requireOwn(asked, entries);
        return removal(asked, { kind: 'listener', requestedBy: id });
      },
    },
    {
      name: 'duplicates',
      text: 'command.remove.duplicates',
      use: (asked) => {
        requireQueue(asked);
        requireDj(asked.member, asked.speech);
        return removal(asked, { kind: 'duplicates' });
      },
    },
    {
      name: 'absent',
      text: 'command.remove.absent',
      use: (asked) => {
        const { speech, channel } = asked;
        const queue = requireQueue(asked);
        requireDj(asked.member, speech);
        const here = peopleIn(channel);
        const asking = queue.flatMap(({ entry }) => (entry.suggested ? [] : entry.requestedBy));
        const gone = [...new Set(asking)].filter((id) => !here.includes(id));
        if (gone.length === 0) throw new Refusal(speech.say('remove.none-absent'));
        const session = requireSession(asked);
        return () => {
          const removed = gone.map((requestedBy) => session.remove({ kind: 'listener', requestedBy }));
          return removedWords({ entries: removed.flatMap(({ entries }) => entries), tracks: sumOf(removed) }, speech);
        };
      },
    },
  ],
});

/** What stands at these places. @throws Refusal when they are none */
function entriesAt(asked: Asked, text: string): readonly QueueEntry[] {
  const queue = requireQueue(asked);
  const ranges = readPlaces(asked, text);
  for (const { from, to } of ranges) for (const place of [from, to]) requirePlaceInQueue(asked, place);
  return queue.flatMap(({ entry, position, count }) =>
    ranges.some(({ from, to }) => from < position + count && to >= position) ? entry : [],
  );
}

function readPlaces({ speech }: Asked, text: string): ReturnType<typeof parsePositions> {
  try {
    return parsePositions(text);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new Refusal(speech.say('refuse.places', { text: escapedLine(text, LONGEST_TEXT) }));
  }
}

function requireOwn(asked: Asked, entries: readonly QueueEntry[]): void {
  if (entries.every((entry) => mayDecide(asked, entry))) return;
  throw new Refusal(asked.speech.say('remove.not-yours'));
}

function removal(asked: Asked, selection: QueueSelection): () => string {
  const session = requireSession(asked);
  return () => removedWords(session.remove(selection), asked.speech);
}

/** `null` when nobody knows how many they are. */
function sumOf(removed: readonly Omit<Selected, 'parts'>[]): number | null {
  return removed.reduce<number | null>((sum, { tracks }) => (sum === null || tracks === null ? null : sum + tracks), 0);
}

function removedWords({ entries, tracks }: Omit<Selected, 'parts'>, speech: Speech): string {
  const [only] = entries;
  if (tracks === 0) return speech.say('remove.no-duplicates');
  if (tracks === null) return speech.say('remove.unknown');
  if (tracks === 1 && only?.content.kind === 'track') {
    return speech.say('remove.one', { title: titleOf(only.content.track) });
  }
  return speech.say('remove.tracks', { tracks: speech.counted('tracks', tracks) });
}
