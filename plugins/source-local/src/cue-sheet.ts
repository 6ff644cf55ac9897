import { cleanText, linesOf, readIsrc } from '@tonearm/core';

/** What a cue sheet tells: which tracks there are, and where each lies in which file. */
export interface CueSheet {
  /** Of the album; empty when it is not told, like every text here. */
  readonly title: string;
  readonly performer: string;
  readonly tracks: readonly CueTrack[];
}

/** One track of a sheet. Times are milliseconds of its file, in steps of 1/75 s as on a CD. */
export interface CueTrack {
  readonly title: string;
  readonly performer: string;
  readonly isrc?: string;
  /** As `Track.gainDb`. */
  readonly gainDb?: number;
  /** As it stands in the sheet, relative to it. */
  readonly file: string;
  readonly startMs: number;
  /** `null` when it goes on to the end of its file. */
  readonly endMs: number | null;
}

/** A CD has 99; a sheet may stand for several. */
const MOST_TRACKS = 999;
const FRAMES_PER_SECOND = 75;

const COMMAND = /^(\w+)\s+(.*)$/;
const QUOTED = /^"([^"]*)"/;
/** `FILE name.wav WAVE`: without quotes the last word is the kind. */
const BARE_FILE = /^(.*?)(?:\s+(?:WAVE|MP3|AIFF|BINARY|MOTOROLA|FLAC))?$/i;
const INDEX = /^0*1\s+(\d{1,4}):([0-5]?\d):(\d{1,2})$/;
const GAIN = /^REPLAYGAIN_TRACK_GAIN\s+"?(-?\d{1,3}(?:\.\d+)?)\s*dB/i;

interface Draft {
  title: string;
  performer: string;
  isrc?: string;
  gainDb?: number;
  file: string;
  startMs?: number | undefined;
}

/** Reads a cue sheet. What it does not understand, it passes over; a track without a place is none. */
export function parseCue(text: string): CueSheet {
  const sheet = { title: '', performer: '' };
  const drafts: Draft[] = [];
  let file = '';
  let track: Draft | undefined;
  for (const line of linesOf(text)) {
    const [, command = '', rest = ''] = COMMAND.exec(line) ?? [];
    switch (command.toUpperCase()) {
      case 'FILE':
        file = QUOTED.exec(rest)?.[1] ?? BARE_FILE.exec(rest)?.[1] ?? '';
        // A track whose gap is the end of one file begins in the next; one that has begun is over.
        if (track?.startMs !== undefined) track = undefined;
        break;
      case 'TRACK':
        if (drafts.length === MOST_TRACKS) return { ...sheet, tracks: placed(drafts) };
        track = { title: '', performer: '', file };
        if (/\bAUDIO$/i.test(rest)) drafts.push(track);
        break;
      case 'TITLE':
        (track ?? sheet).title = unquoted(rest);
        break;
      case 'PERFORMER':
        (track ?? sheet).performer = unquoted(rest);
        break;
      case 'ISRC': {
        const isrc = readIsrc(unquoted(rest));
        if (track && isrc !== undefined) track.isrc = isrc;
        break;
      }
      case 'INDEX':
        if (track && track.startMs === undefined) {
          track.startMs = timeOf(rest);
          track.file = file;
        }
        break;
      case 'REM':
        if (track && GAIN.test(rest)) track.gainDb = Number(GAIN.exec(rest)?.[1]);
        break;
      default:
    }
  }
  return { ...sheet, tracks: placed(drafts) };
}

/** Each ends where the next of the same file begins: what lies before that, its pre-gap, is heard at the end of this one. */
function placed(drafts: readonly Draft[]): readonly CueTrack[] {
  const tracks = drafts.flatMap(({ startMs, ...rest }) =>
    startMs === undefined || rest.file === '' ? [] : [{ ...rest, startMs }],
  );
  return tracks.flatMap((track, at) => {
    const next = tracks[at + 1];
    const endMs = next?.file === track.file ? next.startMs : null;
    return endMs !== null && endMs <= track.startMs ? [] : [{ ...track, endMs }];
  });
}

function timeOf(text: string): number | undefined {
  const [, minutes, seconds, frames] = INDEX.exec(text) ?? [];
  if (Number(frames ?? FRAMES_PER_SECOND) >= FRAMES_PER_SECOND) return undefined;
  return (Number(minutes) * 60 + Number(seconds)) * 1000 + (Number(frames) * 1000) / FRAMES_PER_SECOND;
}

function unquoted(text: string): string {
  return cleanText(QUOTED.exec(text)?.[1] ?? text);
}
