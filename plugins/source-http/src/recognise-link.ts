import { type AudioContainer, id3TagLength, recogniseContainer } from '@tonearm/core';

/** What is at the end of a link, told by its bytes; what a server says of them is only asked where they say nothing. */
export type LinkKind =
  | { readonly kind: 'audio'; readonly container: AudioContainer | undefined }
  | { readonly kind: 'hls' | 'm3u' | 'pls' | 'feed' | 'page' | 'unknown' };

/** Other audio that ffmpeg reads: CAF, AU, AMR, FLV, Monkey’s Audio, DSF; AVI. */
const OTHER_STARTS = ['caff', '.snd', '#!AMR', 'FLV', 'MAC ', 'DSD '];
const OTHER_FORM = /^RIFF.{4}AVI /s;
const LIST_TYPE = /mpegurl/i;
const LIST_NAME = /\.m3u8?$/i;
/** A feed’s first element comes after its declarations and perhaps a style. */
const FEED_HEAD = 4_096;

/** @param head the first 64 kB or so, more when they begin with a longer ID3 tag */
export function recogniseLink(head: Buffer, url: URL, contentType: string): LinkKind {
  const sound = head.subarray(Math.min(id3TagLength(head), head.length));
  const text = head
    .toString('latin1', 0, FEED_HEAD)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (text.startsWith('#EXTM3U')) return { kind: head.includes('#EXT-X-', 0, 'latin1') ? 'hls' : 'm3u' };
  if (/^\[playlist\]/i.test(text)) return { kind: 'pls' };
  if (text.startsWith('<')) return { kind: /<(?:rss|feed|rdf:RDF)[\s>]/i.test(text) ? 'feed' : 'page' };
  const container = recogniseContainer(sound);
  const magic = sound.toString('latin1', 0, 16);
  const isOther = OTHER_FORM.test(magic) || OTHER_STARTS.some((start) => magic.startsWith(start));
  if (container !== undefined || isOther) return { kind: 'audio', container };
  const isList = LIST_TYPE.test(contentType) || LIST_NAME.test(url.pathname);
  return { kind: isList && text !== '' && !text.includes('\0') ? 'm3u' : 'unknown' };
}
