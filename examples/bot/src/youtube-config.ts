import { SetupError } from '@tonearm/core';
import type { YouTubeOptions } from '@tonearm/source-youtube';

/** What the environment says of YouTube. */
export type YouTubeConfig = Pick<YouTubeOptions, 'country' | 'cookiesFile' | 'proxy' | 'ytDlp'>;

/** What stands in the environment; absent keys are `undefined`. */
interface Settings {
  readonly use: string | undefined;
  readonly country: string | undefined;
  readonly cookiesFile: string | undefined;
  readonly proxy: string | undefined;
  readonly ytDlp: string | undefined;
  /** Whether the bot goes to Discord itself, and not to a stand-in. */
  readonly goesToDiscord: boolean;
}

/**
 * `undefined` when YouTube is not to be used. Without a word about it, it is used where the bot goes to Discord: the sandbox, and every
 * test, leave the machine only when they are told to.
 * @throws SetupError that names the key
 */
export function readYouTube(settings: Settings): YouTubeConfig | undefined {
  const { use, country, cookiesFile, proxy, ytDlp, goesToDiscord } = settings;
  if (use !== undefined && use !== 'on' && use !== 'off')
    throw new SetupError(`YOUTUBE has to be “on” or “off”, not “${use}”.`);
  if (country !== undefined && !/^[A-Z]{2}$/.test(country))
    throw new SetupError(`YOUTUBE_COUNTRY has to be two letters like “US”, not “${country}”.`);
  // It is not shown: a password may stand in it.
  if (proxy !== undefined && !/^https?:$/.test(URL.parse(proxy)?.protocol ?? ''))
    throw new SetupError('YOUTUBE_PROXY has to be an address like http://user:password@host:8080.');
  if (!(use === undefined ? goesToDiscord : use === 'on')) return undefined;
  return {
    ...(country !== undefined && { country }),
    ...(cookiesFile !== undefined && { cookiesFile }),
    ...(proxy !== undefined && { proxy }),
    ...(ytDlp !== undefined && { ytDlp }),
  };
}
