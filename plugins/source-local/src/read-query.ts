import type { Reference } from '@tonearm/core';
import { isAudioName, isListName } from './audio-files.js';
import { type CollectionWord, collectionId } from './collection-id.js';
import { readCueTrackId } from './cue-tracks.js';
import { foldText } from './fold-text.js';
import { toPathId } from './safe-path.js';

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * What a listener's words mean to the music folder:
 * - `folder:Album`, or a path that ends in `/`: that folder as a playlist;
 * - a path that ends as a list does, `Mixes/Party.m3u`: that list; `playlist:party` finds it by its name;
 * - `album:Blue Hour`, `artist:The Tones`: all of it as a playlist;
 * - a path that ends as a music file does, `Album/Song.opus`, or that names a track of a sheet, `Disc.cue/3`: that;
 * - anything else: words to search for. A path that would lead out of the folder is only words, too.
 *
 * A backslash counts as `/`, and a leading `local:` is passed over. A link with a scheme means nothing here.
 */
export function readQuery(text: string): Pick<Reference, 'kind' | 'id'> | undefined {
  const words = text.trim().replace(/^local:\s*/i, '');
  if (words === '' || SCHEME.test(words)) return undefined;
  return asCollection(words) ?? asFolder(words) ?? asFile(words) ?? { kind: 'search', id: foldText(words) || words };
}

function asCollection(words: string): Pick<Reference, 'kind' | 'id'> | undefined {
  const [, kind = '', name = ''] = /^(album|artist|playlist):\s*(.*)$/i.exec(words) ?? [];
  const folded = foldText(name);
  if (folded === '') return undefined;
  const id = /^playlist$/i.test(kind) ? toPathId(slashes(name)) : undefined;
  if (id !== undefined && isListName(id)) return { kind: 'playlist', id };
  // The pattern lets no other kinds through.
  return { kind: 'playlist', id: collectionId(kind.toLowerCase() as CollectionWord, folded) };
}

function asFolder(words: string): Pick<Reference, 'kind' | 'id'> | undefined {
  const named = /^folder:\s*(.*)$/i.exec(words)?.[1];
  if (named === undefined && !/[/\\]$/.test(words)) return undefined;
  const id = toPathId(slashes(named ?? words) || '.');
  return id === undefined ? undefined : { kind: 'playlist', id };
}

function asFile(words: string): Pick<Reference, 'kind' | 'id'> | undefined {
  const id = toPathId(slashes(words));
  if (id !== undefined && isListName(id)) return { kind: 'playlist', id };
  return id !== undefined && (isAudioName(id) || readCueTrackId(id)) ? { kind: 'track', id } : undefined;
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
