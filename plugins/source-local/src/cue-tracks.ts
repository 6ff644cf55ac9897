import type { AudioPart, Track } from '@tonearm/core';
import { audioNamesLike, bareNameOf, isAudioName, isCueName } from './audio-files.js';
import type { CueSheet, CueTrack } from './cue-sheet.js';
import { entryPaths } from './entry-path.js';
import type { IndexedFile } from './indexed-file.js';
import { findList } from './list-file.js';
import type { MusicIndex } from './music-index.js';
import { artworkOf, LOCAL } from './to-track.js';

/** `Album/disc.cue/3`: the third track of a sheet. A sheet is no folder, so no file has such a path. */
const CUE_TRACK = /^(.+)\/([1-9]\d{0,2})$/;

/** A track of a sheet, and where its sound lies. */
interface FoundCueTrack {
  readonly track: Track;
  readonly file: IndexedFile;
  readonly part: Pick<AudioPart, 'startMs' | 'endMs'>;
}

/** The sheet and the number in an id of one of its tracks; `undefined` for other ids. */
export function readCueTrackId(id: string): { readonly sheetId: string; readonly number: number } | undefined {
  const [, sheetId = '', number] = CUE_TRACK.exec(id) ?? [];
  return isCueName(sheetId) ? { sheetId, number: Number(number) } : undefined;
}

/** Those tracks of a sheet whose files are there and can be played. */
export async function cueTracks(index: MusicIndex, sheetId: string, sheet: CueSheet): Promise<readonly Track[]> {
  const tracks: Track[] = [];
  for (const [at, cue] of sheet.tracks.entries()) {
    const file = await fileOf(index, sheetId, cue);
    const track = file && toCueTrack(index, { file, cue, sheet, sheetId, number: at + 1 });
    if (track) tracks.push(track);
  }
  return tracks;
}

/** One track of a sheet; `undefined` when there is none. */
export async function findCueTrack(index: MusicIndex, id: string): Promise<FoundCueTrack | undefined> {
  const asked = readCueTrackId(id);
  if (!asked) return undefined;
  const list = await findList(index, asked.sheetId);
  if (list?.kind !== 'sheet') return undefined;
  const { sheet } = list;
  const cue = sheet.tracks[asked.number - 1];
  const file = cue && (await fileOf(index, asked.sheetId, cue));
  if (!file) return undefined;
  const track = toCueTrack(index, { ...asked, file, cue, sheet });
  return track && { track, file, part: { startMs: cue.startMs, endMs: cue.endMs } };
}

interface Found {
  readonly file: IndexedFile;
  readonly cue: CueTrack;
  readonly sheet: CueSheet;
  readonly sheetId: string;
  readonly number: number;
}

function toCueTrack(index: MusicIndex, { file, cue, sheet, sheetId, number }: Found): Track | undefined {
  if (file.content.kind !== 'read') return undefined;
  const { tags } = file.content;
  const album = sheet.title || tags.album;
  const endMs = cue.endMs ?? tags.durationMs;
  // A sheet for a longer recording than this.
  if (endMs !== null && endMs <= cue.startMs) return undefined;
  const gainDb = cue.gainDb ?? tags.gainDb;
  return {
    source: LOCAL,
    id: `${sheetId}/${number}`,
    title: cue.title || `${bareNameOf(sheetId)} ${number}`,
    author: cue.performer || sheet.performer || tags.artist,
    ...(album && { album }),
    url: '',
    durationMs: endMs === null ? null : Math.round(endMs - cue.startMs),
    ...artworkOf(file, index),
    ...(cue.isrc !== undefined && { isrc: cue.isrc }),
    ...(gainDb !== undefined && { gainDb }),
  };
}

/** The file that the sheet names, or the one of the same name into which it has been converted since. */
async function fileOf(index: MusicIndex, sheetId: string, { file }: CueTrack): Promise<IndexedFile | undefined> {
  for (const id of entryPaths({ listId: sheetId, folder: index.folder }, file)) {
    const named = isAudioName(id) ? await index.read(id) : undefined;
    const same = audioNamesLike(id).find((name) => index.find(name));
    const found = named ?? (same === undefined ? undefined : await index.read(same));
    if (found) return found;
  }
  return undefined;
}
