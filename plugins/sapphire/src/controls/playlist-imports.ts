import { asTonearmError, type Editor, type Logger } from '@tonearm/core';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import { harmless } from '../replies/harmless.js';
import type { InteractionReply } from '../replies/interaction-reply.js';
import type { Speech } from '../texts/speech.js';
import { aboutPlaylists, nameWords, ownerOf } from './library.js';

/** How long Discord may take to give a file, in milliseconds. */
const FILE_MS = 10_000;

interface Import {
  readonly id: string;
  readonly name: string;
  readonly link: string;
  readonly by: Editor;
}

/** Begins to keep the playlist behind a link. The reply says so, and what came of it when that is known. */
export function importPlaylist(
  asked: Asked,
  { id, name, link, by }: Import,
  reply: InteractionReply,
): Promise<undefined> {
  const { tonearm, guildId, speech, parts } = asked;
  return aboutPlaylists(asked, async () => {
    const owner = await ownerOf(asked, name);
    const { address } = reply;
    const { taskId, added } = await tonearm.importPlaylist({ id, guildId, owner, name, by, text: link, address });
    await reply.edit({ text: speech.say('playlist.importing', { name: nameWords(name), task: `\`${taskId}\`` }) });
    void tellOutcome({ speech, logger: parts.logger }, name, added, reply);
    return undefined;
  })();
}

/** The same, for a playlist that has to be there already. */
export async function addBehindLink(asked: Asked, wanted: Import, reply: InteractionReply): Promise<undefined> {
  const { tonearm } = asked;
  await aboutPlaylists(asked, async () => tonearm.playlists.find(await ownerOf(asked, wanted.name), wanted.name))();
  return importPlaylist(asked, wanted, reply);
}

/** Tells in the reply what came of an import. Never rejects. */
export async function tellOutcome(
  { speech, logger }: { readonly speech: Speech; readonly logger: Logger },
  name: string,
  added: Promise<number>,
  reply: InteractionReply,
): Promise<void> {
  const outcome = aboutPlaylists({ speech }, async () => {
    const tracks = speech.counted('tracks', await added);
    return speech.say('playlist.imported', { tracks, name: nameWords(name) });
  });
  try {
    await reply.edit({ text: await outcome().catch((error: unknown) => inWords(error, speech)) });
  } catch (error) {
    logger.warn('What came of an import could not be told', { error });
  }
}

function inWords(error: unknown, speech: Speech): string {
  return error instanceof Refusal ? error.message : speech.phrase(harmless(asTonearmError(error).wording));
}

/** The text of a file that was given with a command. @throws Refusal when Discord does not give it */
export async function readAttachment({ speech, parts }: Asked, url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FILE_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`Discord answered with status ${response.status}`);
    return await response.text();
  } catch (error) {
    parts.logger.warn('A file given with a command could not be had', { error });
    throw new Refusal(speech.say('playlist.file-unreachable'));
  }
}
