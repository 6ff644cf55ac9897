import { LARGEST_FILE, type PlaylistOwner, type PlaylistSummary } from '@tonearm/core';
import type { Asked } from '../asked.js';
import { currentTrack, firstFound, wholeQueue } from '../controls/found-tracks.js';
import { aboutPlaylists, editorOf, nameWords, ownerOf, suggestPlaylists } from '../controls/library.js';
import { requirePlaces } from '../controls/places.js';
import { askedPlace, PLAY_OPTIONS, playItems } from '../controls/play-items.js';
import { Refusal } from '../refusal.js';
import { trackList, whatWords } from '../replies/track-list.js';
import type { Choice, OptionSpec } from './command-options.js';
import { addBehindLink, importPlaylist, readAttachment } from '../controls/playlist-imports.js';
import { suggestTracks } from './request-track.js';
import { commandGroup, type SubcommandSpec } from './tonearm-command.js';

const NAME: OptionSpec = { name: 'name', type: 'text', text: 'option.name', required: true, completes: true };
const WHOSE: OptionSpec = {
  name: 'whose',
  type: 'text',
  text: 'option.whose',
  choices: ['mine', 'server'].map(
    (value): Choice => ({ value, text: value === 'mine' ? 'choice.mine' : 'choice.server' }),
  ),
};

/** Behind a link there may be a whole list. */
const LINK = /^https?:\/\//i;

const nameIn = ({ interaction }: Asked) => interaction.options.getString('name', true);

/** What does one thing about a playlist that is there. */
function aboutOne(
  name: string,
  text: SubcommandSpec['text'],
  options: readonly OptionSpec[],
  use: SubcommandSpec['use'],
): SubcommandSpec {
  return { name, text, options: [NAME, ...options, WHOSE], use, complete: suggestPlaylists };
}

const create: SubcommandSpec = {
  name: 'create',
  text: 'command.playlist.create',
  options: [{ ...NAME, completes: false }, WHOSE],
  use: (asked) => {
    const { tonearm, speech, interaction } = asked;
    const by = editorOf(asked);
    return aboutPlaylists(asked, async () => {
      const owner = ownerSaid(asked, interaction.options.getString('whose'));
      const { name } = await tonearm.playlists.create(owner, nameIn(asked), by);
      return speech.say('playlist.created', { name: nameWords(name) });
    });
  },
};

const list: SubcommandSpec = {
  name: 'list',
  text: 'command.playlist.list',
  use: (asked) => {
    const { tonearm, speech, guildId, member } = asked;
    return async () => {
      const mine = await tonearm.playlists.list({ kind: 'user', id: member.id });
      const servers = await tonearm.playlists.list({ kind: 'guild', id: guildId });
      if (mine.length + servers.length === 0) return speech.say('playlist.none');
      return listed(asked, mine, servers);
    };
  },
};

const show = aboutOne(
  'show',
  'command.playlist.show',
  [{ name: 'page', type: 'number', text: 'option.page' }],
  (asked) => {
    const { tonearm, speech, interaction } = asked;
    const page = interaction.options.getInteger('page') ?? 1;
    return aboutPlaylists(asked, async () => {
      const { name, items } = await tonearm.playlists.find(await ownerOf(asked, nameIn(asked)), nameIn(asked));
      const tracks = speech.counted('tracks', items.length);
      return trackList(speech.say('playlist.title', { name: nameWords(name), tracks }), items, page, speech);
    });
  },
);

const add: SubcommandSpec = {
  name: 'add',
  text: 'command.playlist.add',
  options: [
    NAME,
    { name: 'query', type: 'text', text: 'option.add-query', completes: true },
    { name: 'queue', type: 'flag', text: 'option.add-queue' },
    WHOSE,
  ],
  use: (asked) => {
    const { tonearm, speech, interaction } = asked;
    const by = editorOf(asked);
    const query = interaction.options.getString('query');
    const wantsQueue = interaction.options.getBoolean('queue') ?? false;
    if (query !== null && wantsQueue) throw new Refusal(speech.say('playlist.query-or-queue'));
    if (query !== null && LINK.test(query)) {
      return (reply, { id }) => addBehindLink(asked, { id, name: nameIn(asked), link: query, by }, reply);
    }
    const queue = wantsQueue ? wholeQueue(asked) : undefined;
    const current = query === null && !queue ? currentTrack(asked) : undefined;
    return aboutPlaylists(asked, async () => {
      const owner = await ownerOf(asked, nameIn(asked));
      const items = queue?.items ?? [current ?? (await firstFound(asked, query ?? ''))];
      const { playlist, added, leftOut } = await tonearm.playlists.add(owner, nameIn(asked), by, items);
      const left = leftOut + (queue?.notLoaded ?? 0);
      const values = { what: whatWords(items.slice(0, added), speech), name: nameWords(playlist.name) };
      if (left === 0) return speech.say('playlist.added', values);
      return speech.say('playlist.added-some', { ...values, left: speech.counted('tracks', left) });
    });
  },
  complete: (interaction) =>
    interaction.options.getFocused(true).name === 'query' ? suggestTracks(interaction) : suggestPlaylists(interaction),
};

const remove = aboutOne(
  'remove',
  'command.playlist.remove',
  [{ name: 'places', type: 'text', text: 'option.playlist-places', required: true }],
  (asked) => {
    const { tonearm, speech, interaction } = asked;
    const by = editorOf(asked);
    const ranges = requirePlaces(asked, interaction.options.getString('places', true));
    return aboutPlaylists(asked, async () => {
      const owner = await ownerOf(asked, nameIn(asked));
      const { playlist, removed } = await tonearm.playlists.remove(owner, nameIn(asked), by, ranges);
      return speech.say('playlist.removed', { what: whatWords(removed, speech), name: nameWords(playlist.name) });
    });
  },
);

const rename = aboutOne(
  'rename',
  'command.playlist.rename',
  [{ name: 'to', type: 'text', text: 'option.new-name', required: true }],
  (asked) => {
    const { tonearm, speech, interaction } = asked;
    const by = editorOf(asked);
    const to = interaction.options.getString('to', true);
    return aboutPlaylists(asked, async () => {
      const owner = await ownerOf(asked, nameIn(asked));
      const { name: before } = await tonearm.playlists.find(owner, nameIn(asked));
      const { name } = await tonearm.playlists.rename(owner, nameIn(asked), by, to);
      return speech.say('playlist.renamed', { name: nameWords(before), to: nameWords(name) });
    });
  },
);

const deleteOne = aboutOne('delete', 'command.playlist.delete', [], (asked) => {
  const { tonearm, speech } = asked;
  const by = editorOf(asked);
  return aboutPlaylists(asked, async () => {
    const owner = await ownerOf(asked, nameIn(asked));
    const { name, items } = await tonearm.playlists.delete(owner, nameIn(asked), by);
    return speech.say('playlist.deleted', { name: nameWords(name), tracks: speech.counted('tracks', items.length) });
  });
});

const importLink = aboutOne(
  'import',
  'command.playlist.import',
  [{ name: 'link', type: 'text', text: 'option.link', required: true }],
  (asked) => {
    const link = asked.interaction.options.getString('link', true);
    return (reply, { id }) => importPlaylist(asked, { id, name: nameIn(asked), link, by: editorOf(asked) }, reply);
  },
);

const exportFile = aboutOne('export', 'command.playlist.export', [], (asked) => {
  const { tonearm, speech } = asked;
  return aboutPlaylists(asked, async () => {
    const owner = await ownerOf(asked, nameIn(asked));
    const { name, items } = await tonearm.playlists.find(owner, nameIn(asked));
    const text = await tonearm.playlists.exportFile(owner, name);
    const tracks = speech.counted('tracks', items.length);
    return {
      text: speech.say('playlist.exported', { name: nameWords(name), tracks }),
      file: { name: `${name.replace(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'playlist'}.json`, text },
    };
  });
});

const importFile: SubcommandSpec = {
  name: 'import_file',
  text: 'command.playlist.import_file',
  options: [
    { name: 'file', type: 'file', text: 'option.playlist-file', required: true },
    { name: 'name', type: 'text', text: 'option.file-name' },
    WHOSE,
  ],
  use: (asked) => {
    const { tonearm, speech, interaction } = asked;
    const by = editorOf(asked);
    const file = interaction.options.getAttachment('file', true);
    if (file.size > LARGEST_FILE) throw new Refusal(speech.say('playlist.file-too-large'));
    return aboutPlaylists(asked, async () => {
      const owner = ownerSaid(asked, interaction.options.getString('whose'));
      const text = await readAttachment(asked, file.url);
      const wanted = interaction.options.getString('name') ?? undefined;
      const { name, items } = await tonearm.playlists.importFile(owner, text, by, wanted);
      return speech.say('playlist.imported', { tracks: speech.counted('tracks', items.length), name: nameWords(name) });
    });
  },
};

const play: SubcommandSpec = {
  ...aboutOne('play', 'command.playlist.play', PLAY_OPTIONS, (asked) => {
    const place = askedPlace(asked);
    return (reply, trail) =>
      aboutPlaylists(asked, async () => {
        const owner = await ownerOf(asked, nameIn(asked));
        const { name, items } = await asked.tonearm.playlists.find(owner, nameIn(asked));
        return playItems(asked, { name, items, place }, reply, trail);
      })();
  }),
  visibility: 'everyone',
  rule: 'play',
};

/** `/playlist …`: playlists that a person or a server keeps. A server's are changed by who made them, or by a DJ. */
export const PlaylistCommand = commandGroup({
  name: 'playlist',
  visibility: 'asker',
  subcommands: [create, list, show, add, remove, rename, deleteOne, importLink, exportFile, importFile, play],
});

function ownerSaid({ member, guildId }: Asked, whose: string | null): PlaylistOwner {
  return whose === 'server' ? { kind: 'guild', id: guildId } : { kind: 'user', id: member.id };
}

function listed(
  { speech }: Asked,
  mine: readonly PlaylistSummary[],
  servers: readonly PlaylistSummary[],
): { readonly embeds: readonly { readonly description: string }[] } {
  const line = (by: boolean) => {
    return ({ name, trackCount, createdBy }: PlaylistSummary) => {
      const values = { name: nameWords(name), tracks: speech.counted('tracks', trackCount) };
      return by
        ? speech.say('playlist.line-by', { ...values, person: `<@${createdBy}>` })
        : speech.say('playlist.line', values);
    };
  };
  const parts = [
    ...(mine.length > 0 ? [`${speech.say('playlist.mine')}\n${fitting(mine.map(line(false)))}`] : []),
    ...(servers.length > 0 ? [`${speech.say('playlist.servers')}\n${fitting(servers.map(line(true)))}`] : []),
  ];
  return { embeds: [{ description: parts.join('\n\n') }] };
}

/** A description holds 4,096 characters; each half has room for the names of most. */
const ROOM = 2_000;

function fitting(lines: readonly string[]): string {
  let room = ROOM;
  const end = lines.findIndex((line) => {
    room -= line.length + 1;
    return room < 0;
  });
  return (end < 0 ? lines : [...lines.slice(0, end), '…']).join('\n');
}
