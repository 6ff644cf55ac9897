import type { Track } from '../model/track.js';

/** From here on two tracks pass for the same recording. */
export const GOOD_MATCH = 0.8;
/** From here on nothing better is looked for. */
export const VERY_GOOD_MATCH = 0.95;

/** Lengths of the same recording differ by so much, in milliseconds: silence at the ends, another encoder. */
const SAME_LENGTH_MS = 5_000;
/** By more than this they are two recordings. */
const MOST_LENGTH_MS = 10_000;
/** Below so much likeness it is another title, or another artist, whatever else fits. */
const LEAST_LIKENESS = 0.6;
/** What an artist whom only one of the two tracks names is worth: not for, and not quite against. */
const UNKNOWN_ARTIST = 0.6;

/** What makes another recording of the same piece. Both have it, or neither. */
const VERSIONS =
  /\b(live|unplugged|acoustic|instrumental|karaoke|a ?cappella|remix(?:ed)?|mix|mash ?up|bootleg|edit|extended|cover|tribute|demo|reprise|rehearsal|piano|orchestral|nightcore|sped up|slowed|reverb|8d|bass boosted|lo ?fi)\b/g;
/** What says nothing about the recording. */
const NOISE =
  /\b(original mix|(?:album|single|original) version|official|music|video|audio|lyrics?|visuali[sz]er|hd|hq|uhd|4k|(?:19|20)\d\d remaster(?:ed)?|remaster(?:ed)?(?: (?:19|20)\d\d)?|topic|vevo)\b/g;
/** Guests stand in the title at one source, and among the artists at the other. */
const GUESTS = /[([]?\b(?:feat|ft|featuring)\b\.?\s[^()[\]]*[)\]]?/giu;

/**
 * How likely two tracks are the same recording, from 0 to 1: by their ISRC, else by title, artist and length. 0 where the length, a number
 * in the title, or a word such as *live* or *remix* tells them apart. The order of the two does not matter.
 */
export function matchScore(one: Track, other: Track): number {
  const length = lengthLikeness(one, other);
  if (length === 0 || (one.durationMs === null) !== (other.durationMs === null)) return 0;
  if (one.isrc !== undefined && one.isrc === other.isrc) return 1;
  if (marksOf(one) !== marksOf(other)) return 0;
  const artists = [...artistsOf(one), ...artistsOf(other)];
  const title = likeness(titleOf(one, artists), titleOf(other, artists));
  const artist = artistLikeness(one, other);
  if (title < LEAST_LIKENESS || artist < LEAST_LIKENESS) return 0;
  return 0.5 * title + 0.3 * artist + 0.2 * length;
}

/** What to search for to find it elsewhere, the most exact words first. */
export function searchWords(track: Track): readonly string[] {
  const { author, title } = track;
  const [artist = ''] = artistsOf(track);
  const bare = titleOf(track, artistsOf(track));
  const both = title.toLowerCase().includes(author.toLowerCase()) ? title : `${author} ${title}`;
  return [both, title, `${artist} ${bare}`, bare];
}

function lengthLikeness(one: Track, other: Track): number {
  const apartMs = Math.abs((one.durationMs ?? 0) - (other.durationMs ?? 0));
  if (apartMs <= SAME_LENGTH_MS) return 1;
  return Math.max(0, (MOST_LENGTH_MS - apartMs) / (MOST_LENGTH_MS - SAME_LENGTH_MS));
}

/** The words and numbers in a title that tell recordings and parts apart. */
function marksOf({ title }: Track): string {
  const words = plain(title.replace(GUESTS, ' ')).replace(NOISE, ' ');
  return [...new Set([...(words.match(VERSIONS) ?? []), ...(words.match(/\d+/g) ?? [])])].sort().join(' ');
}

/** Without the artist, who stands before or behind a dash at some sources. */
function titleOf({ title }: Track, artists: readonly string[]): string {
  const parts = title.replace(GUESTS, ' ').split(/\s[-–—|]\s/u);
  const core = parts.filter((part) => !artists.includes(plain(part)));
  const words = (core.length > 0 ? core : parts).map((part) => plain(part)).join(' ');
  const essential = tidy(words.replace(NOISE, ' '));
  return essential || words || title.trim();
}

/** Nobody on one side is no proof; a name in the other's title is. */
function artistLikeness(one: Track, other: Track): number {
  const [ours, theirs] = [artistsOf(one), artistsOf(other)];
  if (ours.some((name) => isNamed(name, other)) || theirs.some((name) => isNamed(name, one))) return 1;
  if (ours.length === 0 || theirs.length === 0) return UNKNOWN_ARTIST;
  return Math.max(...ours.flatMap((name) => theirs.map((their) => likeness(name, their))));
}

function isNamed(name: string, { title, author }: Track): boolean {
  return ` ${plain(title)} `.includes(` ${name} `) || ` ${plain(author)} `.includes(` ${name} `);
}

function artistsOf({ author }: Track): readonly string[] {
  const names = author.split(/\s*(?:,|&|\/|;|\bx\b|\band\b|\bfeat\b\.?|\bft\b\.?|\bfeaturing\b)\s*/iu);
  return names.map((name) => tidy(plain(name).replace(NOISE, ' '))).filter((name) => name !== '');
}

/** How many of their pairs of letters two texts share, from 0 to 1 (Dice's coefficient): for every script, words or none. */
function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [ours, theirs] = [pairsOf(one), pairsOf(other)];
  const all = ours.length + theirs.length;
  if (all === 0) return 0;
  const left = [...theirs];
  const shared = ours.filter((pair) => {
    const index = left.indexOf(pair);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
  return (2 * shared.length) / all;
}

function pairsOf(text: string): readonly string[] {
  const letters = [...text.replaceAll(' ', '')];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

/** Lower case letters and digits, words apart by one space; accents are left out. */
function plain(text: string): string {
  const letters = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return tidy(letters.replace(/['’]/gu, '').replace(/[^\p{L}\p{N}]+/gu, ' '));
}

function tidy(words: string): string {
  return words.replace(/\s+/gu, ' ').trim();
}
