import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ARTIST, cutsOf, type Release, type Track } from './catalogue.js';
import { COVER_PIXELS } from './cover/canvas.js';
import { opusFile } from './encode/opus-file.js';
import { pictureBlock, type Tags } from './encode/tags.js';
import { master } from './master/master.js';
import { mixdown } from './mix/mixdown.js';

/** Plays, masters and cuts one release, and writes its files into a folder. Throws when ffmpeg or the disk does. */
export function press(release: Release, ffmpeg: string, folder: string): void {
  const render = mixdown(release.piece());
  master(render);
  const picture = pictureBlock(release.cover(), COVER_PIXELS);
  for (const [index, cut] of cutsOf(release, render.left.length).entries()) {
    const track = release.tracks[index];
    const file = join(folder, track.file);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, opusFile(ffmpeg, render, cut, tagsOf(track, picture)));
  }
}

function tagsOf(track: Track, picture: string): Tags {
  return {
    TITLE: track.title,
    ARTIST,
    ALBUM: track.album,
    ALBUMARTIST: ARTIST,
    TRACKNUMBER: track.number,
    DATE: '2026',
    GENRE: track.genre,
    LICENSE: 'CC0-1.0',
    COPYRIGHT: 'CC0-1.0: no rights reserved',
    METADATA_BLOCK_PICTURE: picture,
  };
}
