import { at, listAt, numberAt, textAt, wordsAt } from './read-json.js';

/** Why a video cannot be played, whoever asks again. */
export type Unplayable =
  | 'private'
  | 'members'
  | 'premium'
  | 'paid'
  | 'age'
  | 'country'
  | 'processing'
  | 'kids'
  | 'removed'
  | 'not-started'
  | 'ended'
  | 'sign-in'
  | 'unknown-video'
  | 'unavailable';

/** What a player answer says about playing. `says` is what YouTube said, for the log. */
export type Playability =
  | { readonly kind: 'playable' }
  /** `final`: no other client would be told anything else. `startsAtMs`: what has not begun does then, in Unix milliseconds. */
  | {
      readonly kind: 'unplayable';
      readonly why: Unplayable;
      readonly final: boolean;
      readonly says: string;
      readonly startsAtMs?: number;
    }
  /** The address of this machine is suspected: asking again makes it worse. */
  | { readonly kind: 'bot-check'; readonly says: string }
  /** Asked once more, it may be answered. */
  | { readonly kind: 'reload'; readonly says: string }
  /** This client is refused, for reasons that are not the video's. */
  | { readonly kind: 'refused'; readonly says: string };

/** YouTube's messages are a line or two. */
const LONGEST_TEXT = 1_000;
const MOST_MESSAGES = 10;
/** The end of the year 9999. */
const LATEST_SECONDS = 253_402_300_799;

const BOT_CHECK = /not a bot|unusual traffic|confirm (?:that )?you(?:'re| are) human/;
const RELOAD = /page needs to be reloaded/;
const REFUSED =
  /(?:app|device|latest version of youtube)\b|newer version|try again|went wrong|error occurred|error code|other websites/;
/** Another client, a signed-in one or one for children, may be told something else. */
const NOT_FINAL: ReadonlySet<Unplayable> = new Set(['age', 'kids', 'sign-in', 'unknown-video', 'unavailable']);

/** In this order: “Music Premium members” are no channel's members, and a copyright claim may hold in one country only. */
const REASONS: readonly (readonly [why: Unplayable, says: RegExp])[] = [
  ['kids', /made for kids|for children/],
  ['private', /\bprivate\b/],
  ['premium', /\bpremium\b/],
  ['members', /\bmembers?\b|\bjoin this channel/],
  ['paid', /payment|purchase|\brent(?:al|ed)?\b|\bpaid\b|\bbuy\b/],
  ['age', /\bage\b|age.restricted|inappropriate|mature|content.check.required/],
  ['country', /\bcountry\b|\bregion\b|\bterritory\b|your location/],
  ['ended', /(?:stream|event|recording)[^.]{0,40}(?:ended|is over|not available)/],
  ['not-started', /live.stream.offline|will begin|premieres? (?:in|will)|scheduled|starts? (?:in|soon)/],
  ['processing', /\bprocess(?:ing|ed)\b/],
  ['removed', /removed|deleted|terminated|no longer available|copyright|taken down|(?:not|n't) exist|closed/],
];

/**
 * What an answer of `/player`, or of the endpoint for shorts, which wraps it, says about playing: its status, its reason, its
 * messages and what stands below them, taken together, since the same status means many things. English only: ask with `hl=en`.
 */
export function readPlayability(answer: unknown): Playability {
  const told = at(playerResponse(answer), 'playabilityStatus');
  const status = textAt(told, 'status');
  // The endpoint for shorts answers so when it knows no such video.
  if (status === undefined) return unplayable('unknown-video', 'There was no status in the answer.');
  if (status === 'OK') return { kind: 'playable' };
  const screen = at(told, 'errorScreen', 'playerErrorMessageRenderer');
  const parts = [
    textAt(told, 'reason') ?? '',
    ...listAt(told, 'messages')
      .slice(0, MOST_MESSAGES)
      .map((message) => (typeof message === 'string' ? message : '')),
    wordsAt(screen, 'reason'),
    wordsAt(screen, 'subreason'),
  ];
  const says = [...new Set(parts.filter((part) => part !== ''))].join(' ').slice(0, LONGEST_TEXT);
  const refusal = readRefusal(status, says);
  const startsAtMs = startOf(told);
  const isToCome = refusal.kind === 'unplayable' && refusal.why === 'not-started' && startsAtMs !== undefined;
  return isToCome ? { ...refusal, startsAtMs } : refusal;
}

/** What a refusal means, by its status and its words; yt-dlp hands on the words alone. */
export function readRefusal(status: string, says: string): Playability {
  const words = says.slice(0, LONGEST_TEXT).toLowerCase().replaceAll('’', "'");
  if (BOT_CHECK.test(words)) return { kind: 'bot-check', says };
  if (RELOAD.test(words)) return { kind: 'reload', says };
  const all = `${status.slice(0, LONGEST_TEXT).toLowerCase().replaceAll('_', ' ')}: ${words}`;
  const [why] = REASONS.find(([, pattern]) => pattern.test(all)) ?? [];
  if (why !== undefined) return unplayable(why, says);
  if (REFUSED.test(words)) return { kind: 'refused', says };
  if (status === 'LOGIN_REQUIRED') return unplayable('sign-in', says);
  return words === '' ? { kind: 'refused', says: `The status was ${status}.` } : unplayable('unavailable', says);
}

/** The answer itself, out of what the endpoint for shorts wraps around it. */
export function playerResponse(answer: unknown): unknown {
  return at(answer, 'playerResponse') ?? answer;
}

/** When a stream is planned to begin. */
function startOf(told: unknown): number | undefined {
  const stream = at(told, 'liveStreamability', 'liveStreamabilityRenderer');
  const seconds = numberAt(stream, 'offlineSlate', 'liveStreamOfflineSlateRenderer', 'scheduledStartTime');
  return seconds !== undefined && seconds > 0 && seconds <= LATEST_SECONDS ? Math.round(seconds * 1000) : undefined;
}

function unplayable(why: Unplayable, says: string): Playability {
  return { kind: 'unplayable', why, final: !NOT_FINAL.has(why), says };
}
