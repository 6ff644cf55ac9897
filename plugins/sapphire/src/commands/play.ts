import { requestCommand } from './request-track.js';

/** `/play query`: answers at once, finds the track in the background, plays it. */
export const PlayCommand = requestCommand('play');
