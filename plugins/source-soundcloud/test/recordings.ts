import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** A real answer of SoundCloud, as somebody recorded it. */
export interface Recording {
  readonly id: string;
  readonly case: string;
  readonly file: string;
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly status: number; readonly contentType: string; readonly latestUrl: string };
}

const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));
const FOLDER = path.join(REPOSITORY, '../shared/recordings');

/** The recordings of SoundCloud beside the repository; `undefined`, said aloud, where there are none. */
export function soundCloudRecordings(): readonly Recording[] | undefined {
  const index = path.join(FOLDER, 'index.json');
  if (!existsSync(index)) {
    console.log('      skipped: there are no recordings of SoundCloud beside the repository (../shared/recordings)');
    return undefined;
  }
  const { recordings } = JSON.parse(readFileSync(index, 'utf8'));
  return recordings.filter(({ service }: { readonly service: string }) => service === 'soundcloud');
}

export function bodyOf({ file }: Recording): Buffer {
  const bytes = readFileSync(path.join(FOLDER, file));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** A `fetch` that answers what was recorded, and 404 to all else. Ids of clients do not matter, nor which of its hosts was asked. */
export function recordedFetch(recordings: readonly Recording[]) {
  const byKey = new Map(recordings.map((recording) => [keyOf(new URL(recording.request.url)), recording]));
  return async (url: URL): Promise<Response> => {
    const recording = byKey.get(keyOf(url));
    if (recording === undefined) return new Response('{}', { status: 404 });
    const { contentType, latestUrl } = recording.response;
    const response = new Response(bodyOf(recording), { headers: { 'content-type': contentType } });
    Object.defineProperty(response, 'url', { value: latestUrl });
    return response;
  };
}

const INSIGNIFICANT = new Set(['client_id', 'format', 'representation', 'limit', 'offset', 'track_authorization']);

function keyOf({ hostname, pathname, searchParams }: URL): string {
  const host = hostname.replace('api-widget.', 'api-v2.');
  const query = [...searchParams]
    .filter(([name]) => !INSIGNIFICANT.has(name))
    // Links were recorded with parameters that we leave out.
    .map(([name, value]) => [name, name === 'url' ? value.replace(/\?.*$/, '') : value])
    .sort();
  return JSON.stringify([host, pathname, query]);
}
