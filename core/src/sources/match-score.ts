import { readIsrc } from '../model/isrc.js';
import type { Track } from '../model/track.js';
import { namesOf, plain, RADIO, readTitle, type TitleWords } from './title-words.js';

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
/** A cut for the radio that is not called one is as long as one that is, to so much, in milliseconds. */
const RADIO_LENGTH_MS = 2_000;
/** What is left of how sure we are then: what is called so is better. */
const UNNAMED_RADIO = 0.9;
/** What an artist whom only one of the two tracks names is worth: not for, and not quite against. */
const UNKNOWN_ARTIST = 0.6;

/**
 * How likely two tracks are the same recording, from 0 to 1: by their ISRC, else by title, artist and length. 0 where the length, a number
 * in the title, or a word such as *live* or *remix* tells them apart. The order of the two does not matter.
 */
export function matchScore(one: Track, other: Track): number {
  const apartMs = Math.abs((one.durationMs ?? 0) - (other.durationMs ?? 0));
  const length = lengthLikeness(apartMs);
  if (length === 0 || (one.durationMs === null) !== (other.durationMs === null)) return 0;
  const isrc = readIsrc(one.isrc);
  if (isrc !== undefined && isrc === readIsrc(other.isrc)) return 1;
  const artists = new Set([...artistsOf(one), ...artistsOf(other)]);
  const [ours, theirs] = [one, other].map((track) => readTitle(track.title, (name) => artists.has(name)));
  if (!ours || !theirs || isOtherVersion(ours, theirs)) return 0;
  const marks = markLikeness(ours, theirs, apartMs);
  const title = likeness(ours.name, theirs.name);
  const artist = artistLikeness(one, other);
  if (title < LEAST_LIKENESS || artist < LEAST_LIKENESS) return 0;
  return marks * (0.5 * title + 0.3 * artist + 0.2 * length);
}

/** What to search for to find it elsewhere, the most exact words first. */
export function searchWords(track: Track): readonly string[] {
  const { author, title } = track;
  const artists = artistsOf(track);
  const [artist = ''] = artists;
  const { name: bare } = readTitle(title, (name) => artists.includes(name));
  const both = title.toLowerCase().includes(author.toLowerCase()) ? title : `${author} ${title}`;
  return [both, title, `${artist} ${bare}`, bare];
}

function lengthLikeness(apartMs: number): number {
  if (apartMs <= SAME_LENGTH_MS) return 1;
  return Math.max(0, (MOST_LENGTH_MS - apartMs) / (MOST_LENGTH_MS - SAME_LENGTH_MS));
}

/** All of them on both sides. Only a cut for the radio may go without its name, where it is as long to the second. */
function markLikeness(ours: TitleWords, theirs: TitleWords, apartMs: number): number {
  if (ours.marks.join() === theirs.marks.join()) return 1;
  const [bare, other] = [ours, theirs].map(({ marks }) => marks.filter((mark) => mark !== RADIO).join());
  return bare === other && apartMs <= RADIO_LENGTH_MS ? UNNAMED_RADIO : 0;
}

/** Remixes by two people, takes from two places. Where one of them does not say, it may be the same. */
function isOtherVersion(ours: TitleWords, theirs: TitleWords): boolean {
  if (ours.year !== '' && theirs.year !== '' && ours.year !== theirs.year) return true;
  if (ours.version === '' || theirs.version === '') return false;
  return likeness(ours.version, theirs.version) < LEAST_LIKENESS;
}

/** Nobody on one side is no proof; a name in the other's title is. */
function artistLikeness(one: Track, other: Track): number {
  const [ours, theirs] = [artistsOf(one), artistsOf(other)];
  if (ours.some((name) => isNamed(name, other)) || theirs.some((name) => isNamed(name, one))) return 1;
  if (ours.length === 0 || theirs.length === 0) return UNKNOWN_ARTIST;
  // Channels write names without blanks, and something behind them: `TonearmsVEVO`, `TheTonearmsOfficial`.
  const channel = channelName(one.author);
  if (channel !== '' && channel === channelName(other.author)) return 1;
  return Math.max(...ours.flatMap((name) => theirs.map((their) => likeness(name, their))));
}

function isNamed(name: string, { title, author }: Track): boolean {
  return ` ${plain(title)} `.includes(` ${name} `) || ` ${plain(author)} `.includes(` ${name} `);
}

function channelName(author: string): string {
  return plain(author)
    .replaceAll(' ', '')
    .replace(/(?:vevo|official|music|topic|channel|tv)$/, '');
}

function artistsOf({ author }: Track): readonly string[] {
  return namesOf(author);
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
