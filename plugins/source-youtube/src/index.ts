// The plugin
export {
  type YouTubeOptions,
  type YouTubeSources,
  type YouTubeSourcesParts,
  youtube,
  youtubeSources,
} from './youtube.js';
export type { YouTubeSource } from './youtube-source.js';
export type { YouTubeMusicSource } from './youtube-music-source.js';
export { SOURCE_NAME } from './source-name.js';

// As whom YouTube is asked, and what proves it
export type { InnerTubeClient } from './metadata/innertube-client.js';
export { DEFAULT_CLIENTS, type StreamClient } from './streams/stream-client.js';
export type { PoTokenProvider } from './streams/visitors.js';

// How its clients are, and the yt-dlp of this machine
export type { ClientFailure, ClientReport } from './streams/client-circuits.js';
export { type FindYtDlpOptions, findYtDlp, type YtDlp } from './streams/find-yt-dlp.js';

// Its errors
export type { Unplayable } from './streams/playability.js';
export { BotCheckError, UnplayableVideoError } from './streams/stream-errors.js';
