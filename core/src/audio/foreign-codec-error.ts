import { UndecodableError } from '../errors/source-errors.js';

/**
 * The container is sound, but what is inside cannot pass through as 20 ms Opus packets. ffmpeg can play it; without
 * ffmpeg this turns into a `FfmpegMissingError`.
 */
export class ForeignCodecError extends UndecodableError {}
