import type { Reference } from '@tonearm/core';
import { isAudioName } from './audio-files.js';
import { foldText } from './fold-text.js';
import { toPathId } from './safe-path.js';

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * What a listener's words mean to the music folder:
 * - `folder:Album`, or a path that ends in `/`: that folder as a playlist;
 * - a path that ends as a music file does, `Album/Song.opus`: that file;
 * - anything else: words to search for. A path that would lead out of the folder is only words, too.
 *
 * A backslash counts as `/`, and a leading `local:` is passed over. A link with a scheme means nothing here.
 */
export function readQuery(text: string): Pick<Reference, 'kind' | 'id'> | undefined {
  const words = text.trim().replace(/^local:\s*/i, '');
  if (words === '' || SCHEME.test(words)) return undefined;
  return asFolder(words) ?? asFile(words) ?? { kind: 'search', id: foldText(words) || words };
}

function asFolder(words: string): Pick<Reference, 'kind' | 'id'> | undefined {
  const named = /^folder:\s*(.*)$/i.exec(words)?.[1];
  if (named === undefined && !/[/\\]$/.test(words)) return undefined;
  const id = toPathId(slashes(named ?? words) || '.');
  return id === undefined ? undefined : { kind: 'playlist', id };
}

function asFile(words: string): Pick<Reference, 'kind' | 'id'> | undefined {
  const id = toPathId(slashes(words));
  return id !== undefined && isAudioName(id) ? { kind: 'track', id } : undefined;
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
