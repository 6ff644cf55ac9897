export interface RefusalWords {
  readonly messages?: readonly string[];
  readonly subreason?: string;
  /** When a stream is planned for: seconds, as a text, unless a test wants something odd there. */
  readonly begins?: unknown;
}

/** A refusal as YouTube phrases it: invented, in the shape of real ones. */
export function aRefusal(
  status: string,
  reason: string,
  { messages = [], subreason, begins }: RefusalWords = {},
): object {
  const runs = subreason === undefined ? [] : subreason.split(/(?<= )/).map((text) => ({ text }));
  return {
    playabilityStatus: {
      status,
      reason,
      ...(messages.length > 0 && { messages }),
      errorScreen: { playerErrorMessageRenderer: { reason: { simpleText: reason }, subreason: { runs } } },
      ...(begins !== undefined && {
        liveStreamability: {
          liveStreamabilityRenderer: {
            offlineSlate: { liveStreamOfflineSlateRenderer: { scheduledStartTime: begins } },
          },
        },
      }),
    },
  };
}

/** What one adaptive format says. */
export interface FormatWords {
  readonly itag: number;
  readonly url?: string;
  readonly [more: string]: unknown;
}

const MIME: Readonly<Record<number, string>> = {
  18: 'video/mp4; codecs="avc1.42001E, mp4a.40.2"',
  137: 'video/mp4; codecs="avc1.640028"',
  139: 'audio/mp4; codecs="mp4a.40.5"',
  140: 'audio/mp4; codecs="mp4a.40.2"',
  249: 'audio/webm; codecs="opus"',
  250: 'audio/webm; codecs="opus"',
  251: 'audio/webm; codecs="opus"',
};

/** An answer with formats, as VISIONOS gives it; an itag alone is a format with an address. */
export function anAnswer(
  formats: readonly (number | FormatWords)[],
  { hls, live = false }: { readonly hls?: string; readonly live?: boolean } = {},
): object {
  return {
    playabilityStatus: { status: 'OK' },
    videoDetails: { lengthSeconds: live ? '0' : '200', ...(live && { isLive: true }) },
    streamingData: {
      expiresInSeconds: '21540',
      adaptiveFormats: formats.map((given) => {
        const words = typeof given === 'number' ? { itag: given, url: `https://media.invalid/${given}` } : given;
        return { mimeType: MIME[words.itag], bitrate: words.itag * 100, contentLength: '1000', ...words };
      }),
      ...(hls !== undefined && { hlsManifestUrl: hls }),
    },
  };
}
