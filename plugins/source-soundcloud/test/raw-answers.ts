/** A track as api-v2 tells of it: invented, in the shape of the recorded ones. */
export interface RawTrack {
  readonly id: number;
  readonly kind: 'track';
  readonly title: string;
  readonly permalink_url: string;
  readonly track_authorization: string;
  readonly sharing: 'public' | 'private';
  readonly secret_token: string | null;
  readonly media: { readonly transcodings: readonly RawTranscoding[] };
  /** Not in the real ones: how many seconds of sound the stand-in has. */
  readonly sound: number;
  readonly [key: string]: unknown;
}

export interface RawTranscoding {
  readonly url: string;
  readonly preset: string;
  readonly snipped: boolean;
  readonly format: { readonly protocol: string; readonly mime_type: string };
}

/** Protocols and presets in the order in which SoundCloud lists them, which is not the order to choose in. */
export const EVERY_WAY: readonly string[] = [
  'ctr-encrypted-hls aac_160k',
  'cbc-encrypted-hls aac_160k',
  'hls aac_160k',
  'hls mp3_1_0',
  'progressive mp3_1_0',
  'hls opus_0_0',
];

const MIME_TYPES: Readonly<Record<string, string>> = {
  aac_160k: 'audio/mp4; codecs="mp4a.40.2"',
  mp3_1_0: 'audio/mpeg',
  opus_0_0: 'audio/ogg; codecs="opus"',
};

export interface RawTrackOptions {
  readonly id?: number;
  readonly title?: string;
  /** Of the one who uploaded it, and of the track. */
  readonly path?: string;
  /** How it is offered, as `protocol preset`. */
  readonly ways?: readonly string[];
  readonly seconds?: number;
  readonly token?: string;
  /** Over what stands in the answer. */
  readonly raw?: Readonly<Record<string, unknown>>;
}

export function aRawTrack({
  id = 2_987_654_321,
  title = 'Slow tide',
  path = '/harbour-lights/slow-tide',
  ways = EVERY_WAY,
  seconds = 30,
  token,
  raw = {},
}: RawTrackOptions = {}): RawTrack {
  return {
    id,
    kind: 'track',
    urn: `soundcloud:tracks:${id}`,
    title,
    permalink: path.split('/').at(-1),
    permalink_url: `https://soundcloud.com${path}`,
    artwork_url: 'https://i1.sndcdn.com/artworks-AbCdEf-0-large.jpg',
    duration: seconds * 1_000 + 17,
    full_duration: seconds * 1_000,
    policy: 'ALLOW',
    state: 'finished',
    streamable: true,
    sharing: token === undefined ? 'public' : 'private',
    secret_token: token ?? null,
    publisher_metadata: { artist: 'Harbour Lights', album_title: 'Ebb', isrc: 'QZ-AAA-26-00001' },
    user: { id: 77, kind: 'user', username: 'harbourlights', avatar_url: 'https://i1.sndcdn.com/avatars-x-large.jpg' },
    track_authorization: `jwt.${id}`,
    media: { transcodings: ways.map((way) => aTranscoding(id, way)) },
    sound: seconds,
    ...raw,
  };
}

export function aTranscoding(id: number, way: string, snipped = false): RawTranscoding {
  const [protocol = '', preset = ''] = way.split(' ');
  const what = snipped ? 'preview' : 'stream';
  return {
    url: `https://api-v2.soundcloud.com/media/soundcloud:tracks:${id}/${preset}/${what}/${protocol}`,
    preset,
    snipped,
    format: { protocol, mime_type: MIME_TYPES[preset] ?? 'audio/mpegurl' },
  };
}

/** What a list tells of most of its tracks. */
export function aStub(id: number) {
  return { id, kind: 'track', monetization_model: 'NOT_APPLICABLE', policy: 'ALLOW' };
}

export function aRawSet(tracks: readonly unknown[], raw: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 3_111_222_333,
    kind: 'playlist',
    title: 'Tides of the year',
    permalink_url: 'https://soundcloud.com/harbour-lights/sets/tides',
    track_count: tracks.length,
    tracks,
    ...raw,
  };
}

export function aRawUser(raw: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 4_000_000_001,
    kind: 'user',
    username: 'Harbour Lights',
    permalink_url: 'https://soundcloud.com/harbour-lights',
    track_count: 3,
    likes_count: 2,
    ...raw,
  };
}

/** A track as a whole, and in pieces. */
export interface Sound {
  readonly whole: Buffer;
  readonly pieces: readonly { readonly bytes: Buffer; readonly seconds: number }[];
}

const PIECES = 3;
const OGG_RATE = 48_000;

/** Cuts MP3 or AAC between frames of that length. */
export function piecesOfFrames(whole: Buffer, frame: number, seconds: number): Sound {
  const frames = whole.length / frame;
  const cuts = Array.from({ length: PIECES + 1 }, (_, at) => Math.round((frames * at) / PIECES));
  const pieces = cuts.slice(1).map((end, at) => {
    const begin = cuts[at] ?? 0;
    return { bytes: whole.subarray(begin * frame, end * frame), seconds: ((end - begin) / frames) * seconds };
  });
  return { whole, pieces };
}

/** Cuts Ogg/Opus between pages; its front stands in the first piece only. */
export function piecesOfOgg(whole: Buffer): Sound {
  const pages: number[] = [];
  for (let at = 0; at >= 0; at = whole.indexOf('OggS', at + 4)) pages.push(at);
  const perPiece = Math.ceil(pages.length / PIECES);
  const pieces = Array.from({ length: Math.ceil(pages.length / perPiece) }, (_, at) => {
    const [begin = 0, end = whole.length] = [pages[at * perPiece], pages[(at + 1) * perPiece]];
    const last = pages[Math.min(pages.length, (at + 1) * perPiece) - 1] ?? 0;
    const before = at === 0 ? 0 : granuleAt(whole, pages[at * perPiece - 1] ?? 0);
    return { bytes: whole.subarray(begin, end), seconds: (granuleAt(whole, last) - before) / OGG_RATE };
  });
  return { whole, pieces };
}

/** Samples up to the end of a page (RFC 3533 §6). */
function granuleAt(ogg: Buffer, page: number): number {
  return Number(ogg.readBigInt64LE(page + 6));
}
