import {
  type Clock,
  type Fetch,
  type Logger,
  type Plugin,
  type ResourceLedger,
  SetupError,
  tokens,
} from '@tonearm/core';
import { readCookiesFile } from './cookies-file.js';
import { MetadataThread } from './metadata/metadata-thread.js';
import type { MetadataOptions } from './metadata/protocol.js';
import { checkClients, DEFAULT_CLIENTS, type StreamClient } from './streams/stream-client.js';
import { findYtDlp } from './streams/find-yt-dlp.js';
import { HeardAnswers } from './streams/heard-answers.js';
import { Suspicion } from './streams/suspicion.js';
import { type PoTokenProvider, Visitors } from './streams/visitors.js';
import { YouTubeStreams } from './streams/youtube-streams.js';
import { ClientVideoLookup } from './video-lookup.js';
import { proxyFetch } from './web-fetch.js';
import { YouTubeMusicSource } from './youtube-music-source.js';
import { YouTubeSource } from './youtube-source.js';

/** How YouTube is asked, and as whom. Everything has a default. */
export interface YouTubeOptions {
  /** Language of titles: `en` by default. */
  readonly language?: string;
  /** Country of results, as two letters: `US` by default. */
  readonly country?: string;
  /** A file of cookies (Netscape's `cookies.txt`) of an account that may be lost. Only what asks as a browser, and yt-dlp, use them. */
  readonly cookiesFile?: string;
  /** The visitor to begin as, instead of one that YouTube hands out. */
  readonly visitorData?: string;
  /** Gives proofs of origin; without one, clients that need them are left out. */
  readonly poToken?: PoTokenProvider;
  /** An HTTP proxy for everything, `http://user:password@host:port`: addresses of sound hold for the address that asked for them. */
  readonly proxy?: string;
  /** As whom videos are asked for, in this order. */
  readonly clients?: readonly StreamClient[];
  /** Where yt-dlp is; looked for on `PATH` by default. `false`: it is not used. */
  readonly ytDlp?: string | false;
  /** What is behind that many items of a playlist is left out: 5,000 by default. */
  readonly longestPlaylist?: number;
  /** For tests: asked instead of YouTube's own hosts. */
  readonly endpoint?: string;
  /** What media is fetched with; the proxy, or the global one, by default. */
  readonly fetch?: Fetch;
}

const DEFAULTS = { language: 'en', country: 'US', longestPlaylist: 5_000 };

export interface YouTubeSourcesParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Counts the yt-dlps; without it, nothing but their own bound of two holds them. */
  readonly ledger?: ResourceLedger;
}

/** The sources of this package, and what ends them. */
export interface YouTubeSources {
  readonly youtube: YouTubeSource;
  readonly music: YouTubeMusicSource;
  /** Ends the thread that asks. Whoever made them calls it. */
  close(): Promise<void>;
}

/**
 * The plugin that plays YouTube, as the source `youtube`, and searches YouTube Music, as `ytmusic`. It asks nobody before
 * somebody asks it.
 * @throws SetupError for options that make no sense
 */
export function youtube(options: YouTubeOptions = {}): Plugin {
  checkedOptions(options);
  return {
    name: 'source-youtube',
    setup: async ({ sources, clock, logger, resolve }) => {
      const made = await youtubeSources({ clock, logger, ledger: resolve(tokens.ledger) }, options);
      const removals = [sources.add(made.youtube), sources.add(made.music)];
      return async () => {
        for (const remove of removals) remove();
        await made.close();
      };
    },
  };
}

/**
 * The sources alone, for bots that put their parts together themselves.
 * @throws SetupError as {@link youtube}, and when the file of cookies or the yt-dlp of the options cannot be used
 */
export async function youtubeSources(
  { clock, logger, ledger }: YouTubeSourcesParts,
  given: YouTubeOptions = {},
): Promise<YouTubeSources> {
  const options = checkedOptions(given);
  const { clients = DEFAULT_CLIENTS, proxy, poToken, visitorData, cookiesFile, ytDlp, longestPlaylist } = options;
  const cookies = cookiesFile === undefined ? undefined : await readCookiesFile(cookiesFile);
  const program = ytDlp === false ? undefined : await findYtDlp(ytDlp === undefined ? {} : { path: ytDlp });
  const metadata = new MetadataThread(threadOptions(options, cookies), { clock, logger });
  const suspicion = new Suspicion(clock, logger);
  const fetch = options.fetch ?? (proxy === undefined ? undefined : proxyFetch(proxy));
  const opener = {
    visitors: new Visitors({ answers: metadata, clock, logger, visitorData, poToken }),
    heard: new HeardAnswers(clock),
  };
  const streams = new YouTubeStreams({
    ...{ answers: metadata, clock, logger, clients, suspicion, ...opener },
    ...(fetch && { fetch }),
    // Which clients may be asked.
    ...(poToken && { poToken }),
    ...(ledger && { children: ledger.children }),
  });
  const wanted = { ...(cookiesFile !== undefined && { cookiesFile }), ...(proxy !== undefined && { proxy }) };
  if (program) streams.useYtDlp(program, wanted);
  const videos = new ClientVideoLookup({ metadata, clients, suspicion, opener });
  const source = new YouTubeSource({ metadata, videos, streams, logger, longestPlaylist });
  metadata.warmUp();
  return { youtube: source, music: new YouTubeMusicSource(source, metadata), close: () => metadata.close() };
}

function threadOptions(options: YouTubeOptions & typeof DEFAULTS, cookies: string | undefined): MetadataOptions {
  const { language, country, visitorData, endpoint, proxy } = options;
  return {
    language,
    country,
    ...(cookies !== undefined && { cookies }),
    ...(visitorData !== undefined && { visitorData }),
    ...(endpoint !== undefined && { endpoint }),
    ...(proxy !== undefined && { proxy }),
  };
}

function checkedOptions(given: YouTubeOptions): YouTubeOptions & typeof DEFAULTS {
  const options = { ...DEFAULTS, ...given };
  const { language, country, proxy, endpoint, longestPlaylist, clients } = options;
  if (clients) checkClients(clients);
  if (!/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$/.test(language))
    throw new SetupError(`language has to be one like “en” or “pt-BR”, not “${language}”.`);
  if (!/^[A-Z]{2}$/.test(country)) throw new SetupError(`country has to be two letters like “US”, not “${country}”.`);
  if (!Number.isSafeInteger(longestPlaylist) || longestPlaylist < 1)
    throw new SetupError(`longestPlaylist has to be a whole number of at least 1, not ${String(longestPlaylist)}.`);
  // Neither is shown: a password may stand in it.
  for (const [name, text] of Object.entries({ proxy, endpoint })) {
    const isWrong = text !== undefined && !/^https?:$/.test(URL.parse(text)?.protocol ?? '');
    if (isWrong) throw new SetupError(`${name} has to be an address like http://127.0.0.1:8080.`);
  }
  return options;
}
