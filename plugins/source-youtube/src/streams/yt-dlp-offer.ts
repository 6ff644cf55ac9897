import { bestFirst, type Candidate, type SoundFormat, type SoundOffer, webUrl } from './formats.js';
import { at, listAt, numberAt, textAt } from './read-json.js';

const MOST_FORMATS = 1_000;
/** yt-dlp's liking of a language: 10 for the original, and less for those that are dubbed or describe the picture. */
const ORIGINAL = 10;

/** What yt-dlp's description of a video (`--dump-single-json`) offers; never throws, whatever it is. */
export function readYtDlpOffer(description: unknown): SoundOffer {
  const formats = listAt(description, 'formats').slice(0, MOST_FORMATS);
  const live = at(description, 'is_live') === true;
  const hls = formats.filter((format) => textAt(format, 'protocol')?.startsWith('m3u8') && hasSound(format));
  // By its bandwidth: those with the lowest have sound as good as the others, and less picture.
  const [first] = [...hls].sort((one, other) => (numberAt(one, 'tbr') ?? 1e9) - (numberAt(other, 'tbr') ?? 1e9));
  return {
    live,
    formats: bestFirst(formats.map(readCandidate).filter((candidate) => candidate !== undefined)),
    hlsUrl: webUrl(textAt(first, 'url') ?? ''),
    withoutUrl: 0,
  };
}

function readCandidate(entry: unknown): Candidate | undefined {
  const url = webUrl(textAt(entry, 'url') ?? '');
  const id = textAt(entry, 'format_id') ?? '';
  const [, itag] = /^(\d{1,4})(?:-|$)/.exec(id) ?? [];
  const kind = kindOf(entry);
  if (url === null || itag === undefined || kind === undefined || textAt(entry, 'protocol') !== 'https')
    return undefined;
  const note = textAt(entry, 'format_note') ?? '';
  const clen = url.searchParams.get('clen') ?? '';
  return {
    sound: {
      itag: Number(itag),
      url,
      kind,
      format: kind === 'opus' ? 'webm/opus' : 'arbitrary',
      bitrate: (numberAt(entry, 'abr') ?? numberAt(entry, 'tbr') ?? 0) * 1000,
      totalBytes: numberAt(entry, 'filesize') ?? (/^\d{1,15}$/.test(clen) ? Number(clen) : null),
      madeAt: url.searchParams.get('lmt'),
      headBytes: null,
    },
    track: trackOf(at(entry, 'language_preference'), note),
    evened: id.endsWith('-drc') || /\bDRC\b/.test(note),
  };
}

function kindOf(entry: unknown): SoundFormat['kind'] | undefined {
  const sound = textAt(entry, 'acodec') ?? 'none';
  const isAlone = (textAt(entry, 'vcodec') ?? 'none') === 'none';
  if (sound === 'opus') return isAlone && textAt(entry, 'ext') === 'webm' ? 'opus' : undefined;
  if (!sound.startsWith('mp4a')) return undefined;
  return isAlone ? 'aac' : 'with-picture';
}

function hasSound(entry: unknown): boolean {
  return textAt(entry, 'acodec') !== 'none';
}

function trackOf(preference: unknown, note: string): Candidate['track'] {
  if (typeof preference === 'number' && preference >= ORIGINAL) return 'original';
  if (/\boriginal\b/.test(note)) return 'original';
  return preference === -ORIGINAL || /descriptive|dubbed/.test(note) ? 'other' : 'default';
}
