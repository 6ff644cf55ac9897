import { type FileFault, PlaylistError } from '../errors/playlist-errors.js';
import { isTrack } from '../model/resolution.js';
import { readName } from './playlist-name.js';
import type { PlaylistItem, SavedPlaylist } from './saved-playlist.js';

/** A playlist as a file: what it is called and what is in it, and nothing of who made it. */
export interface PlaylistFile {
  readonly name: string;
  readonly items: readonly PlaylistItem[];
}

const FORMAT = 'tonearm-playlist';
const VERSION = 1;

/** Largest file that is read, in characters. */
export const LARGEST_FILE = 8_000_000;

const LONGEST = { name: 64, id: 2_000, text: 1_000, link: 2_000 };
/** Longer than any recording, in milliseconds. */
const LONGEST_MS = 30 * 24 * 3_600_000;
/** In dB; beyond it nobody means it. */
const MOST_GAIN_DB = 60;

/** JSON, one track a line. */
export function writePlaylistFile({ name, items }: SavedPlaylist): string {
  const head = `{"format":${JSON.stringify(FORMAT)},"version":${VERSION},"name":${JSON.stringify(name)},"tracks":[`;
  return `${head}\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]}\n`;
}

/**
 * Reads such a file, which anyone may have written: what is not known is left out, what is not as it should be is refused.
 * @throws PlaylistError that says what is wrong
 */
export function readPlaylistFile(text: string, mostTracks: number): PlaylistFile {
  if (text.length > LARGEST_FILE) throw bad('too-large');
  const file = parse(text);
  if (!isNamed(file) || file['format'] !== FORMAT) throw bad('other-format');
  if (file['version'] !== VERSION) throw bad('other-version');
  const { name, tracks } = file;
  if (typeof name !== 'string' || !Array.isArray(tracks)) throw bad('other-format');
  if (tracks.length > mostTracks) throw bad('too-many-tracks');
  return { name: readName(name), items: tracks.map((track: unknown, index) => readItem(track, index + 1)) };
}

type Named = Readonly<Record<string, unknown>>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw bad('not-json');
  }
}

function readItem(value: unknown, place: number): PlaylistItem {
  const item = isNamed(value) ? (readTrack(value) ?? readReference(value)) : undefined;
  if (item) return item;
  throw bad('bad-track', place);
}

function readTrack(value: Named): PlaylistItem | undefined {
  const { source, id, title, author, url, durationMs, lengthUnknown, album, artworkUrl, isrc, gainDb } = value;
  if (!isName(source) || !isText(id, LONGEST.id) || id === '' || !isText(title, LONGEST.text)) return undefined;
  if (!isText(author, LONGEST.text) || !isLink(url) || !(durationMs === null || isWithin(durationMs, 0, LONGEST_MS))) {
    return undefined;
  }
  const track = {
    source,
    id,
    title,
    author,
    url,
    durationMs,
    ...(durationMs === null && lengthUnknown === true && { lengthUnknown: true as const }),
    ...(isText(album, LONGEST.text) && { album }),
    ...(isText(artworkUrl, LONGEST.link) && { artworkUrl }),
    ...(isText(isrc, LONGEST.name) && { isrc }),
    ...(isWithin(gainDb, -MOST_GAIN_DB, MOST_GAIN_DB) && { gainDb }),
  };
  return isTrack(track) ? track : undefined;
}

function readReference({ source, kind, id, title }: Named): PlaylistItem | undefined {
  const isBare = title === undefined && kind === 'track';
  return isBare && isName(source) && isText(id, LONGEST.id) && id !== '' ? { source, kind, id } : undefined;
}

function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && value.isWellFormed();
}

function isName(value: unknown): value is string {
  return isText(value, LONGEST.name) && /^[a-z0-9][a-z0-9_-]*$/.test(value);
}

/** Empty, or an address of the web. */
function isLink(value: unknown): value is string {
  return isText(value, LONGEST.link) && (value === '' || /^https?:\/\//i.test(value));
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

function bad(fault: FileFault, place?: number): PlaylistError {
  return new PlaylistError({ kind: 'bad-file', fault, ...(place !== undefined && { place }) });
}
