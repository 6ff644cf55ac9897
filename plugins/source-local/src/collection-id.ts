import type { CollectionKind } from './collections.js';

/** What listeners write before a name, and what it means. */
const KINDS = { album: 'album', artist: 'artist', playlist: 'list' } as const satisfies Record<string, CollectionKind>;

export type CollectionWord = keyof typeof KINDS;

/** `/album/blue hour`. No path below the folder begins with a slash, so no folder is ever taken for one. */
export function collectionId(word: CollectionWord, name: string): string {
  return `/${word}/${name}`;
}

/** What an id asks for; `undefined` for the ids of folders and files. */
export function readCollectionId(id: string): { readonly kind: CollectionKind; readonly name: string } | undefined {
  const [, word = '', name = ''] = /^\/(album|artist|playlist)\/(.+)$/s.exec(id) ?? [];
  // The pattern lets no other words through.
  return name === '' ? undefined : { kind: KINDS[word as CollectionWord], name };
}
