import { albumFolderOf, bareNameOf, fileNameOf } from './audio-files.js';
import { foldText } from './fold-text.js';
import type { TrackTags } from './read-tags.js';
import { TrackSearch } from './track-search.js';

/** Files that belong together: an album, all of an artist, or a list that somebody has made. */
export interface Collection {
  readonly kind: CollectionKind;
  readonly title: string;
  /** Whose album it is; empty when several have made it, and for all else. */
  readonly by: string;
  /** Of an album and an artist the files, in no particular order; of a list its own. */
  readonly ids: readonly string[];
}

export const COLLECTION_KINDS = ['album', 'artist', 'list'] as const;
export type CollectionKind = (typeof COLLECTION_KINDS)[number];

interface Group {
  readonly kind: CollectionKind;
  readonly title: string;
  readonly albumArtist: string;
  readonly members: Map<string, Member>;
  /** Who has ever been in it: what it is found by. */
  readonly artists: Set<string>;
}

interface Member {
  readonly artist: string;
  readonly place: string | undefined;
}

/** Who else has made a compilation is found by the title alone. */
const MOST_ARTISTS = 10;

/** Which albums, artists and lists there are; kept up file by file, found by their names. */
export class Collections {
  readonly #groups = new Map<string, Group>();
  /** The groups that a file is in. */
  readonly #keys = new Map<string, readonly string[]>();
  readonly #lists = new Map<string, string>();
  readonly #search = {
    album: new TrackSearch(),
    artist: new TrackSearch(),
    list: new TrackSearch(),
  } satisfies Record<CollectionKind, TrackSearch>;

  put(id: string, tags: TrackTags): void {
    this.remove(id);
    const keys: string[] = [];
    const { artist, album = '', albumArtist = '', disc, number } = tags;
    const member = { artist, place: number === null ? undefined : `${disc ?? 1}/${number}` };
    const join = (key: string, group: Omit<Group, 'members' | 'artists'>) => {
      keys.push(key);
      this.#join(key, group, id, member);
    };
    if (foldText(album) !== '') join(albumKey(id, album, albumArtist), { kind: 'album', title: album, albumArtist });
    const artists = new Map([artist, albumArtist].map((name) => [foldText(name), name]));
    for (const [key, name] of artists) {
      if (key !== '') join(`artist\n${key}`, { kind: 'artist', title: name, albumArtist: '' });
    }
    this.#keys.set(id, keys);
  }

  remove(id: string): void {
    for (const key of this.#keys.get(id) ?? []) {
      const group = this.#groups.get(key);
      group?.members.delete(id);
      if (group?.members.size !== 0) continue;
      this.#groups.delete(key);
      this.#search[group.kind].remove(key);
    }
    this.#keys.delete(id);
  }

  /** @param path of the list, as on the disk */
  putList(id: string, path: string): void {
    this.#lists.set(id, path);
    this.#search.list.put({ id, title: bareNameOf(id), artist: '', album: '', fileName: fileNameOf(id) });
  }

  removeList(id: string): void {
    this.#lists.delete(id);
    this.#search.list.remove(id);
  }

  /** Paths of the lists, as on the disk. */
  lists(): Iterable<string> {
    return this.#lists.values();
  }

  /** Path of the list, as on the disk; `undefined` when there is none. */
  listPath(id: string): string | undefined {
    return this.#lists.get(id);
  }

  /** Those whose names have these words, best first. */
  find(kind: CollectionKind, words: string, limit: number): readonly Collection[] {
    const keys = this.#search[kind].find(words, limit);
    if (kind === 'list') return keys.map((id) => ({ kind, title: bareNameOf(id), by: '', ids: [id] }));
    return keys.flatMap((key) => this.#describe(key, words)).slice(0, limit);
  }

  #join(key: string, group: Omit<Group, 'members' | 'artists'>, id: string, member: Member): void {
    const known = this.#groups.get(key);
    const joined: Group = known ?? { ...group, members: new Map(), artists: new Set() };
    joined.members.set(id, member);
    this.#groups.set(key, joined);
    const isNewArtist =
      group.kind === 'album' && joined.artists.size < MOST_ARTISTS && !joined.artists.has(member.artist);
    if (isNewArtist) joined.artists.add(member.artist);
    if (known !== undefined && !isNewArtist) return;
    const artist = [group.albumArtist, ...joined.artists].join(' ');
    this.#search[group.kind].put({ id: key, title: group.title, artist, album: '', fileName: '' });
  }

  #describe(key: string, words: string): readonly Collection[] {
    const group = this.#groups.get(key);
    if (group === undefined) return [];
    const { kind, title, albumArtist, members } = group;
    const artists = artistsOf(group);
    if (kind === 'artist' || albumArtist !== '' || !isSeveralAlbums(group)) {
      const by = kind === 'artist' ? '' : albumArtist || (artists.length === 1 ? (artists[0] ?? '') : '');
      return [{ kind, title, by, ids: [...members.keys()] }];
    }
    // Those of whoever is named come first.
    const named = foldText(words);
    return artists
      .map((by) => ({ kind, title, by, ids: [...members].flatMap(([id, { artist }]) => (artist === by ? [id] : [])) }))
      .sort((a, b) => Number(named.includes(foldText(b.by))) - Number(named.includes(foldText(a.by))));
  }
}

/** An album is its artist's. Without such a tag it is its folder's, so that a compilation of many stays together. */
function albumKey(id: string, album: string, albumArtist: string): string {
  const owner = albumArtist === '' ? albumFolderOf(id) : foldText(albumArtist);
  return `album\n${albumArtist === '' ? 'in' : 'by'}\n${owner}\n${foldText(album)}`;
}

function artistsOf({ members }: Group): readonly string[] {
  return [...new Set([...members.values()].map(({ artist }) => artist))];
}

/** A folder of all sorts may have the “Greatest Hits” of two artists: then two have the same place. */
function isSeveralAlbums({ members }: Group): boolean {
  const places = new Map<string, string>();
  for (const { artist, place } of members.values()) {
    if (place === undefined) continue;
    if ((places.get(place) ?? artist) !== artist) return true;
    places.set(place, artist);
  }
  return false;
}
