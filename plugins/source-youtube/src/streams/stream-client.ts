import { SetupError } from '@tonearm/core';
import type { InnerTubeClient } from '../metadata/innertube-client.js';

/** One of YouTube's own programs, as whom a video is asked for. Plain data, so that a bot can bring newer ones than we know. */
export interface StreamClient extends InnerTubeClient {
  /** Also how logs and reports call it; unique in a list. */
  readonly name: string;
  readonly number: number;
  readonly userAgent: string;
  /** `player`, or the endpoint for shorts, which some clients are still answered by. */
  readonly endpoint: 'player' | 'reel';
  /** Left out unless there is a provider of PO tokens. */
  readonly needsPoToken?: boolean;
  /** The only formats (itags) that are worth trying; all by default. */
  readonly itags?: readonly number[];
}

/**
 * In this order. VISIONOS needs no player script and no token, and has direct addresses; ANDROID's only direct address is the small
 * picture with sound (18). What needs YouTube's script to be run has no place here.
 */
export const DEFAULT_CLIENTS: readonly StreamClient[] = [
  {
    name: 'VISIONOS',
    number: 101,
    version: '1.02',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_7_3) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    about: { deviceMake: 'Apple', deviceModel: 'RealityDevice17,1', osName: 'visionOS', osVersion: '26.5.23O471' },
    endpoint: 'player',
  },
  {
    name: 'iOS',
    number: 5,
    version: '20.11.6',
    userAgent: 'com.google.ios.youtube/20.11.6 (iPhone10,4; U; CPU iOS 16_7_7 like Mac OS X)',
    about: { deviceMake: 'Apple', deviceModel: 'iPhone10,4', osName: 'iOS', osVersion: '16.7.7.20H330' },
    endpoint: 'player',
    needsPoToken: true,
  },
  {
    name: 'ANDROID',
    number: 3,
    version: '21.03.36',
    userAgent: 'com.google.android.youtube/21.03.36(Linux; U; Android 16; en_US; SM-S908E Build/TP1A.220624.014) gzip',
    about: { androidSdkVersion: 36, osName: 'Android', osVersion: '16' },
    endpoint: 'reel',
    itags: [18],
  },
];

/** What becomes a header. */
const HEADER_TEXT = /^[\x20-\x7e]{1,400}$/;

/** @throws SetupError for a list in which something cannot be */
export function checkClients(clients: readonly StreamClient[]): void {
  const names = clients.map(({ name }) => name);
  if (names.length === 0) throw new SetupError('clients has to name at least one client.');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new SetupError(`clients names ${twice} twice.`);
  for (const { name, version, number, userAgent } of clients) {
    const wrong = [name, version, userAgent].some((text) => !HEADER_TEXT.test(text));
    if (wrong)
      throw new SetupError(`The client ${JSON.stringify(name)} needs a name, version and user agent in ASCII.`);
    if (!Number.isSafeInteger(number) || number < 1)
      throw new SetupError(`number of ${name} has to be a whole number of at least 1, not ${String(number)}.`);
  }
}
