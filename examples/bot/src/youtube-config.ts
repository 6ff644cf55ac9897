import { SetupError } from '@tonearm/core';
import type { YouTubeOptions } from '@tonearm/source-youtube';

/** What the environment says of YouTube. */
export type YouTubeConfig = Pick<YouTubeOptions, 'country' | 'cookiesFile' | 'proxy' | 'ytDlp'>;

/**
 * @returns `undefined` when YouTube is not to be used
 * @throws SetupError that names the key
 */
export function readYouTube(settings: {
  readonly on: boolean;
  readonly country: string | undefined;
  readonly cookiesFile: string | undefined;
  readonly proxy: string | undefined;
  readonly ytDlp: string | undefined;
}): YouTubeConfig | undefined {
  const { on, country, cookiesFile, proxy, ytDlp } = settings;
  if (country !== undefined && !/^[A-Z]{2}$/.test(country))
    throw new SetupError(`YOUTUBE_COUNTRY has to be two letters like “US”, not “${country}”.`);
  // It is not shown: a password may stand in it.
  if (proxy !== undefined && !/^https?:$/.test(URL.parse(proxy)?.protocol ?? ''))
    throw new SetupError('YOUTUBE_PROXY has to be an address like http://user:password@host:8080.');
  if (!on) return undefined;
  return {
    ...(country !== undefined && { country }),
    ...(cookiesFile !== undefined && { cookiesFile }),
    ...(proxy !== undefined && { proxy }),
    ...(ytDlp !== undefined && { ytDlp }),
  };
}
