export { SOURCE_NAME } from './source-name.js';
export type { InnerTubeClient, PlayerRequest } from './metadata/innertube-client.js';

// Streams
export type { ClientFailure, ClientReport } from './streams/client-circuits.js';
export { type FindYtDlpOptions, findYtDlp, type YtDlp } from './streams/find-yt-dlp.js';
export type { Unplayable } from './streams/playability.js';
export { DEFAULT_CLIENTS, type StreamClient } from './streams/stream-client.js';
export { BotCheckError, UnplayableVideoError } from './streams/stream-errors.js';
export type { PoTokenProvider } from './streams/visitors.js';
