import { type ContainerName, UndecodableError } from '@tonearm/core';
import { type IAudioMetadata, type IOptions, parseFile, parseStream } from 'music-metadata';
import { bareNameOf, fileNameOf } from './audio-files.js';
import { cleanText } from './clean-text.js';
import { gainsOf } from './gains.js';
import { lastGranule, outputGainDb } from './ogg-file.js';
import { type OpenedFile, openInside } from './safe-path.js';
import { sniffContainer } from './sniff-container.js';
import { webmLengthMs } from './webm-length.js';
import { say } from './texts.js';

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

/** What each kind of file is called, and how its name ends when the name is honest. */
const KINDS: Readonly<Record<ContainerName, { readonly mimeType: string; readonly names: RegExp }>> = {
  ogg: { mimeType: 'audio/ogg', names: /\.(?:ogg|oga|opus)$/i },
  matroska: { mimeType: 'audio/webm', names: /\.webm$/i },
  mp4: { mimeType: 'audio/mp4', names: /\.m4[ab]$/i },
  flac: { mimeType: 'audio/flac', names: /\.flac$/i },
  wav: { mimeType: 'audio/wav', names: /\.wav$/i },
  mpeg: { mimeType: 'audio/mpeg', names: /\.(?:mp3|aac)$/i },
  mpegts: { mimeType: 'video/mp2t', names: /\.ts$/i },
};

/** `07 - ` or `7. ` before the name of a song. */
const NUMBER_BEFORE_NAME = /^\d{1,3}\s*[-._)]\s*(?=\D)/;

/**
 * Reads the tags of a file below `folder`; what they leave open, the file's name answers.
 * @throws UndecodableError when it is no audio, or damaged
 * @throws NotInFolder when it is not there
 */
export async function readTags(folder: string, path: string): Promise<TrackTags> {
  const file = await openInside(folder, path);
  try {
    const container = await sniffContainer(file.handle);
    if (container === undefined) throw notAudio(path);
    const metadata = await parse(file, path, container.name).catch((cause: unknown) => {
      // What the disk would not give says nothing of the file.
      throw isSystemError(cause) ? cause : notAudio(path, cause);
    });
    if (metadata.format.sampleRate === undefined && metadata.format.duration === undefined) throw notAudio(path);
    const headerGainDb = container.name === 'ogg' ? await outputGainDb(file.handle) : 0;
    return toTags(metadata, path, await durationMs(file, container.name, metadata), headerGainDb);
  } finally {
    await file.handle.close();
  }
}

/** All metadata, covers included. A file whose name is not honest is read as what its bytes say. */
export async function parse(
  file: OpenedFile,
  path: string,
  container: ContainerName,
  options: IOptions = {},
): Promise<IAudioMetadata> {
  const { mimeType, names } = KINDS[container];
  if (names.test(path)) return parseFile(file.realPath, options);
  const stream = file.handle.createReadStream({ start: 0, autoClose: false });
  try {
    return await parseStream(stream, { mimeType, size: file.sizeBytes }, options);
  } finally {
    stream.destroy();
  }
}

/** Names the file as listeners know it: by its name, not by where it lies on the machine. */
export function notAudio(path: string, cause?: unknown): UndecodableError {
  return new UndecodableError(say('not-audio', { name: fileNameOf(path) }), {
    cause,
  });
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
  const whole = await parse(file, file.realPath, container, { duration: true, skipCovers: true });
  return whole.format.duration === undefined ? null : Math.round(whole.format.duration * 1000);
}

function toTags(metadata: IAudioMetadata, path: string, durationMs: number | null, headerGainDb: number): TrackTags {
  const { common, native } = metadata;
  const fromName = readName(path);
  const isrc = common.isrc?.[0];
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

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
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
