import type { SandboxInteraction } from '@tonearm/discord-sandbox';

type Message = NonNullable<SandboxInteraction['message']>;

/** Everything a person reads in a message. */
export function wordsOf(message: Message | undefined): string {
  if (!message) return '';
  const embeds = message.embeds.map(({ title, description, footer }) => [title, description, footer?.text].join('\n'));
  return [message.content, ...embeds].join('\n').trim();
}

/** The custom ids of the controls under a message. */
export function controlsOf(message: Message | undefined): readonly string[] {
  const ids: string[] = [];
  for (const row of message?.components ?? []) {
    if (!('components' in row)) continue;
    for (const control of row.components) if ('custom_id' in control) ids.push(control.custom_id);
  }
  return ids;
}

const CHAPTERS = {
  waiting: /Waiting in line/,
  working: /Looking it up/,
  retrying: /Trying again/,
  added: /Added to the queue/,
  'fetching sound': /Fetching the sound/,
  playing: /Now playing/,
  paused: /Paused/,
  played: /^Played /m,
  skipped: /^Skipped /m,
  stopped: /^Stopped at /m,
  'gave up': /Gave up on/,
  failed: /That did not work/,
  cancelled: /Cancelled/,
} as const;

export type Chapter = keyof typeof CHAPTERS;

/** What a card tells. */
export function chapterOf(message: Message | undefined): Chapter | undefined {
  const words = wordsOf(message);
  return entriesOf(CHAPTERS).find(([, pattern]) => pattern.test(words))?.[0];
}

/** The story of an interaction's card, each chapter once. */
export function storyOf({ responses }: SandboxInteraction): readonly Chapter[] {
  const chapters = responses.filter(({ kind }) => kind === 'edit').flatMap(({ message }) => chapterOf(message) ?? []);
  return chapters.filter((chapter, index) => chapter !== chapters[index - 1]);
}

/** The percentages that a card has shown, in order. */
export function percentagesOf({ responses }: SandboxInteraction): readonly number[] {
  return responses.flatMap(({ message }) => {
    const percent = /(\d+) %/.exec(wordsOf(message))?.[1];
    return percent === undefined ? [] : [Number(percent)];
  });
}

/** Waits until the card tells this. */
export async function reaches(interaction: SandboxInteraction, chapter: Chapter, timeoutMs?: number): Promise<Message> {
  await interaction.waitFor(({ message }) => chapterOf(message) === chapter, timeoutMs);
  const { message } = interaction;
  if (!message) throw new Error('The card has gone');
  return message;
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): readonly [Key, Value][] {
  // Object.entries forgets the type of the keys; the record above has no others.
  return Object.entries(record) as [Key, Value][];
}
