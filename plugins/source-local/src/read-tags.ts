import { cleanText, type ContainerName, readIsrc } from '@tonearm/core';
import type { IAudioMetadata } from 'music-metadata';
import { bareNameOf } from './audio-files.js';
import { gainsOf } from './gains.js';
import { insideAudio, notAudio, parse } from './inside-audio.js';
import { lastGranule, outputGainDb } from './ogg-file.js';
import type { Disk, OpenedFile } from './safe-path.js';
import { webmLengthMs } from './webm-length.js';

/** What a file tells about itself. */
export interface TrackTags {
  readonly title: string;
  /** Empty when it is not known. */
  readonly artist: string;
  readonly album?: string;
  /** Whose album it is, where the file tells that apart from who plays: “Various Artists” of a compilation. */
  readonly albumArtist?: string;
  /** `null` when the file does not tell. */
  readonly durationMs: number | null;
  readonly disc: number | null;
  readonly number: number | null;
  readonly isrc?: string;
  /** As `Track.gainDb`. */
  readonly gainDb?: number;
  /** The same for all of its album, whose loud and quiet tracks keep their distance. */
  readonly albumGainDb?: number;
  readonly hasCover: boolean;
}

const LONGEST_MS = 31 * 24 * 3_600_000;
/** `07 - ` or `7. ` before the name of a song. */
const NUMBER_BEFORE_NAME = /^\d{1,3}\s*[-._)]\s*(?=\D)/;

/**
 * Reads the tags of a file below `folder`; what they leave open, the file's name answers.
 * @throws NotInFolder when it is not there
 * @throws UndecodableError when it is no audio, or damaged
 * @throws SourceUnavailableError when the disk does not give it just now
 */
export function readTags(folder: string, path: string, disk?: Disk): Promise<TrackTags> {
  const look = async (file: OpenedFile, container: ContainerName) => {
    const metadata = await parse(file, container);
    if (metadata.format.sampleRate === undefined && metadata.format.duration === undefined) throw notAudio(path);
    const headerGainDb = container === 'ogg' ? await outputGainDb(file.handle) : 0;
    const lengthMs = await durationMs(file, container, metadata);
    return toTags(metadata, path, lengthMs !== null && isLength(lengthMs) ? lengthMs : null, headerGainDb);
  };
  return insideAudio(folder, path, look, disk);
}

/** Months, and less than nothing, are damage or a joke. */
function isLength(ms: number): boolean {
  return ms >= 0 && ms <= LONGEST_MS;
}

/** In Ogg the last page tells the length, in WebM maybe only the last block; elsewhere the head does, or else (rarely) the whole file has to be read. */
async function durationMs(
  file: OpenedFile,
  container: ContainerName,
  { format }: IAudioMetadata,
): Promise<number | null> {
  if (format.duration !== undefined) return Math.round(format.duration * 1000);
  if (container === 'ogg') {
    const granule = await lastGranule(file.handle, file.sizeBytes);
    const rate = format.codec === 'Opus' ? 48_000 : format.sampleRate;
    return granule === undefined || rate === undefined ? null : Math.round((granule / rate) * 1000);
  }
  if (container === 'matroska') return webmLengthMs(file.handle, file.sizeBytes);
  if (container !== 'mpeg') return null;
  const whole = await parse(file, container, { duration: true, skipCovers: true });
  return whole.format.duration === undefined ? null : Math.round(whole.format.duration * 1000);
}

function toTags(metadata: IAudioMetadata, path: string, durationMs: number | null, headerGainDb: number): TrackTags {
  const { common, native } = metadata;
  const fromName = readName(path);
  const isrc = readIsrc(common.isrc?.[0]);
  const gains = gainsOf(metadata, headerGainDb);
  const albumArtist = cleanText(common.albumartist);
  const album = cleanText(common.album) || matroskaAlbum(native);
  return {
    title: cleanText(common.title) || fromName.title,
    artist: cleanText(common.artist ?? common.albumartist) || (cleanText(common.title) ? '' : fromName.artist),
    ...(album && { album }),
    ...(albumArtist && { albumArtist }),
    durationMs,
    disc: common.disk.no,
    number: common.track.no,
    ...(isrc !== undefined && { isrc }),
    ...gains,
    hasCover: (common.picture?.length ?? 0) > 0,
  };
}

/** In WebM ffmpeg and yt-dlp write the album among the tags of the track, where music-metadata does not look for it. */
function matroskaAlbum({ matroska = [] }: IAudioMetadata['native']): string {
  const album = matroska.find(({ id }) => id === 'track:ALBUM')?.value;
  return typeof album === 'string' ? cleanText(album) : '';
}

/** `01 - Artist - Title.mp3`, as untagged files are often named. */
function readName(path: string): { readonly title: string; readonly artist: string } {
  const name = cleanText(bareNameOf(path).replaceAll('_', ' ')).replace(NUMBER_BEFORE_NAME, '');
  const [artist, title, ...more] = name.split(' - ');
  return artist && title && more.length === 0 ? { artist, title } : { artist: '', title: name };
}
