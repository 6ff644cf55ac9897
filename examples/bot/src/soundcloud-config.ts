import { SetupError } from '@tonearm/core';
import { isClientId, type SoundCloudOptions } from '@tonearm/source-soundcloud';

/** @param url answers in place of all of SoundCloud's hosts. @throws SetupError for an id that cannot be one */
export function readSoundCloud(settings: {
  readonly on: boolean;
  readonly clientId: string | undefined;
  readonly url: string | undefined;
}): SoundCloudOptions | undefined {
  const { on, clientId, url } = settings;
  if (clientId !== undefined && !isClientId(clientId)) {
    throw new SetupError(
      'SOUNDCLOUD_CLIENT_ID has to be letters and digits, 32 of them. Leave it out if you have none.',
    );
  }
  if (!on) return undefined;
  return {
    ...(clientId !== undefined && { clientId }),
    ...(url !== undefined && { addresses: { site: url, api: url, short: url } }),
  };
}
