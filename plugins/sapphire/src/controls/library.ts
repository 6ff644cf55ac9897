import {
  type Editor,
  escapedLine,
  nameKey,
  PlaylistError,
  type PlaylistOwner,
  type PlaylistProblem,
} from '@tonearm/core';
import type { Suggestion, Tonearm } from '@tonearm/core';
import type { AutocompleteInteraction } from 'discord.js';
import { container } from '@sapphire/framework';
import type { Asked } from '../asked.js';
import { leads } from '../policy/dj.js';
import { Refusal } from '../refusal.js';
import type { Repliable } from '../replies/interaction-reply.js';
import type { Speech } from '../texts/speech.js';

const LONGEST_NAME = 80;

/**
 * Who wants to change a playlist. Who merely listens alone decides about the music, but not about what others keep.
 */
export function editorOf({ member, parts, guildId }: Asked<Repliable>): Editor {
  return { id: member.id, isDj: leads(member, parts.djRoleIn(guildId)) };
}

/** Whose playlist is meant: as they say; else their own of that name, else the server's, else theirs. */
export async function ownerOf({ interaction, tonearm, member, guildId }: Asked, name: string): Promise<PlaylistOwner> {
  const mine: PlaylistOwner = { kind: 'user', id: member.id };
  const servers: PlaylistOwner = { kind: 'guild', id: guildId };
  const said = interaction.options.getString('whose');
  if (said !== null) return said === 'server' ? servers : mine;
  if (await has(tonearm, mine, name)) return mine;
  return (await has(tonearm, servers, name)) ? servers : mine;
}

/** Does something about playlists; why it could not be done is said in the language of the server. */
export function aboutPlaylists<T>(
  { speech }: Pick<Asked<Repliable>, 'speech'>,
  act: () => Promise<T>,
): () => Promise<T> {
  return async () => {
    try {
      return await act();
    } catch (error) {
      if (error instanceof PlaylistError) throw new Refusal(problemWords(error.problem, speech));
      throw error;
    }
  };
}

/** Completes the name of a playlist, with those that are meant. Never rejects. */
export async function suggestPlaylists(interaction: AutocompleteInteraction<'cached'>): Promise<readonly Suggestion[]> {
  const { playlists } = container.tonearm;
  const said = interaction.options.getString('whose');
  const owners: readonly PlaylistOwner[] = [
    ...(said === 'server' ? [] : [{ kind: 'user', id: interaction.user.id } as const]),
    ...(said === 'mine' ? [] : [{ kind: 'guild', id: interaction.guildId } as const]),
  ];
  const typed = nameKey(interaction.options.getFocused());
  try {
    const found = await Promise.all(owners.map((owner) => playlists.list(owner)));
    return found
      .flat()
      .filter(({ name }) => nameKey(name).includes(typed))
      .map(({ name, trackCount }) => ({ label: `${name} (${trackCount})`, query: name }));
  } catch (error) {
    container.tonearmInSapphire.logger.warn('Playlists cannot be suggested', { error });
    return [];
  }
}

/** A name in bold, with nothing in it that Discord would read as markup. */
export function nameWords(name: string): string {
  return `**${escapedLine(name, LONGEST_NAME)}**`;
}

async function has(tonearm: Tonearm, owner: PlaylistOwner, name: string): Promise<boolean> {
  return (await tonearm.playlists.list(owner)).some((one) => nameKey(one.name) === nameKey(name));
}

function problemWords(problem: PlaylistProblem, speech: Speech): string {
  switch (problem.kind) {
    case 'unknown':
      return speech.say('playlist.unknown', { name: escapedLine(problem.name, LONGEST_NAME) });
    case 'name-taken':
      return speech.say('playlist.name-taken', { name: escapedLine(problem.name, LONGEST_NAME) });
    case 'not-yours':
      return speech.say('playlist.not-yours', { name: escapedLine(problem.name, LONGEST_NAME) });
    case 'bad-name':
      return speech.say('playlist.bad-name', { most: problem.most });
    case 'too-many-playlists':
      return speech.say('playlist.too-many', { most: problem.most });
    case 'full':
      return speech.say('playlist.full', { most: problem.most });
    case 'no-such-place': {
      const { place, last } = problem;
      return last === 0 ? speech.say('playlist.no-tracks') : speech.say('playlist.no-such-place', { place, last });
    }
    case 'no-list':
      return speech.say('playlist.no-list');
    case 'bad-file':
      if (problem.fault === 'bad-track') return speech.say('playlist.file-bad-track', { place: problem.place ?? '?' });
      return speech.say(`playlist.file-${problem.fault}`);
  }
}
