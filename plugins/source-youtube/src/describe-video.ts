import type { Track } from '@tonearm/core';
import { watchUrl } from './links.js';
import { cleanAuthor, cleanText } from './metadata/clean-text.js';
import { SOURCE_NAME } from './source-name.js';
import { playerResponse } from './streams/playability.js';
import { at, listAt, numberAt, textAt } from './streams/read-json.js';

/** What `gainDb` of a track brings everything to. */
const TARGET_LUFS = -18;
const LOUDEST_LUFS = 6;
const QUIETEST_LUFS = -70;
/** Four months: no video is so long. */
const LONGEST_SECONDS = 10_000_000;

/** What an answer of `/player` says of its video; `undefined` when it says too little. */
export function describeVideo(id: string, answer: unknown): Track | undefined {
  const response = playerResponse(answer);
  const details = at(response, 'videoDetails');
  const title = cleanText(textAt(details, 'title'));
  const durationMs = lengthOf(details);
  if (title === '' || durationMs === undefined) return undefined;
  const artworkUrl = pictureOf(details);
  const gainDb = gainOf(response);
  return {
    source: SOURCE_NAME,
    id,
    title,
    author: cleanAuthor(textAt(details, 'author')),
    url: watchUrl(id),
    durationMs,
    ...(artworkUrl !== undefined && { artworkUrl }),
    ...(gainDb !== undefined && { gainDb }),
  };
}

function lengthOf(details: unknown): number | null | undefined {
  if (at(details, 'isLive') === true) return null;
  const seconds = numberAt(details, 'lengthSeconds') ?? 0;
  return seconds >= 1 && seconds <= LONGEST_SECONDS ? Math.round(seconds * 1000) : undefined;
}

function pictureOf(details: unknown): string | undefined {
  const pictures = listAt(details, 'thumbnail', 'thumbnails');
  const best = pictures.toSorted((one, other) => (numberAt(other, 'width') ?? 0) - (numberAt(one, 'width') ?? 0))[0];
  const url = textAt(best, 'url') ?? '';
  return /^https:\/\/[\w.-]{1,80}\.(?:ytimg|ggpht|googleusercontent)\.com\/\S{1,800}$/.test(url) ? url : undefined;
}

/** How loud the whole video is, in LUFS, as YouTube has measured it. */
function gainOf(response: unknown): number | undefined {
  const audio = at(response, 'playerConfig', 'audioConfig');
  const loudness = at(audio, 'trackAbsoluteLoudnessLkfs') ?? at(audio, 'perceptualLoudnessDb');
  if (typeof loudness !== 'number' || loudness > LOUDEST_LUFS || loudness < QUIETEST_LUFS) return undefined;
  return Math.round((TARGET_LUFS - loudness) * 100) / 100;
}
