import { SetupError } from '@tonearm/core';
import type { ClientCredentials } from '@tonearm/source-links';

/** What the bot is known by at services; what is absent is read without. */
export interface ServicesConfig {
  readonly spotify: ClientCredentials | undefined;
  readonly appleMusicToken: string | undefined;
  readonly tidal: ClientCredentials | undefined;
}

/** A key of the environment, and what it says. */
type Setting = readonly [key: string, text: string | undefined];

/** @throws SetupError for an id without its secret, and the other way round */
export function readServices(settings: {
  readonly spotifyId: Setting;
  readonly spotifySecret: Setting;
  readonly appleMusicToken: string | undefined;
  readonly tidalId: Setting;
  readonly tidalSecret: Setting;
}): ServicesConfig {
  const { spotifyId, spotifySecret, appleMusicToken, tidalId, tidalSecret } = settings;
  return {
    spotify: credentials(spotifyId, spotifySecret),
    appleMusicToken,
    tidal: credentials(tidalId, tidalSecret),
  };
}

function credentials([idKey, clientId]: Setting, [secretKey, clientSecret]: Setting): ClientCredentials | undefined {
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
  const [there, missing] = clientId === undefined ? [secretKey, idKey] : [idKey, secretKey];
  throw new SetupError(`${there} is set and ${missing} is not. Set both, or none.`);
}
