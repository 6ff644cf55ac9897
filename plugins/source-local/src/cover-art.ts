import { type Artwork, pictureType, UndecodableError } from '@tonearm/core';
import { selectCover } from 'music-metadata';
import { insideAudio, parse } from './inside-audio.js';
import { openInside } from './safe-path.js';

/** Discord takes pictures of up to 10 MB. */
const MAX_BYTES = 8 * 1024 * 1024;

/** The picture inside an audio file below `folder`. @throws NotInFolder when the file is not there */
export async function embeddedCover(folder: string, path: string): Promise<Artwork | undefined> {
  try {
    return await insideAudio(folder, path, async (file, container) => {
      const cover = selectCover((await parse(file, container)).common.picture);
      return cover === null ? undefined : asArtwork(cover.data);
    });
  } catch (error) {
    if (error instanceof UndecodableError) return undefined;
    throw error;
  }
}

/** A picture that lies beside the music. @throws NotInFolder when it is not there */
export async function coverFile(folder: string, path: string): Promise<Artwork | undefined> {
  const file = await openInside(folder, path);
  try {
    return file.sizeBytes > MAX_BYTES ? undefined : asArtwork(await file.handle.readFile());
  } finally {
    await file.handle.close();
  }
}

function asArtwork(bytes: Uint8Array): Artwork | undefined {
  const contentType = pictureType(bytes);
  return contentType === undefined || bytes.length > MAX_BYTES ? undefined : { bytes, contentType };
}
