import type { Json } from '@tonearm/core';
import { type IndexedFile, isSettled, type ReadContent } from './indexed-file.js';
import { notAudio } from './inside-audio.js';
import type { TrackTags } from './read-tags.js';

/** What is kept of a file across restarts. */
export interface SavedFile {
  /** As on the disk, below the folder. */
  readonly path: string;
  /** What tells that the file is still the same: its size, when it was written, and its number in the file system. */
  readonly stamp: string;
  /** What was read; `broken` when it is no audio; absent for what is not read: lists, and pictures beside the music. */
  readonly tags?: TrackTags | 'broken';
}

/** What is to be kept of a file; `undefined` for what a disk would not give just now: it may be music at the next start. */
export function toSaved({ path, stamp, content }: IndexedFile): SavedFile | undefined {
  if (content.kind === 'read') return { path, stamp, tags: content.tags };
  return isSettled(content) ? { path, stamp, tags: 'broken' } : undefined;
}

/** What was known of its content; `undefined` for what is not read. */
export function savedContent({ path, tags }: SavedFile): ReadContent | undefined {
  if (tags === undefined) return undefined;
  return tags === 'broken' ? { kind: 'broken', error: notAudio(path) } : { kind: 'read', tags };
}

/** Raise it when `TrackTags` changes its meaning: what older versions have saved is then read anew. */
const VERSION = 1;

/** Some files as one record of the store. */
export function toRecord(files: Iterable<SavedFile>): Json {
  // Plain data by their types' promise; an interface has no index signature to show it.
  return { version: VERSION, files: [...files] } as unknown as Json;
}

/** The files of a record; `undefined` when it is of another version, or not what we write. */
export function fromRecord(record: Json | undefined): readonly SavedFile[] | undefined {
  if (!isObject(record) || record['version'] !== VERSION || !Array.isArray(record['files'])) return undefined;
  const files: readonly unknown[] = record['files'];
  return files.every(isSavedFile) ? files : undefined;
}

function isSavedFile(value: unknown): value is SavedFile {
  if (!isObject(value)) return false;
  const { path, stamp, tags } = value;
  const known = tags === undefined || tags === 'broken' || isTags(tags);
  return typeof path === 'string' && typeof stamp === 'string' && known;
}

function isTags(value: unknown): value is TrackTags {
  if (!isObject(value)) return false;
  const { title, artist, durationMs, disc, number, hasCover } = value;
  const optional = [value['album'], value['albumArtist'], value['isrc']].every(isTextOrAbsent);
  const gains = [value['gainDb'], value['albumGainDb']].every(isNumberOrAbsent);
  const numbers = [durationMs, disc, number].every((it) => it === null || Number.isFinite(it));
  const texts = typeof title === 'string' && typeof artist === 'string';
  return texts && optional && gains && numbers && typeof hasCover === 'boolean';
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isNumberOrAbsent(value: unknown): boolean {
  return value === undefined || Number.isFinite(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
