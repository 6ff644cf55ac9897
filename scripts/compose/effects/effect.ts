import type { Stereo } from '../sound/stereo.js';

/** Changes a bus in place; its length stays. */
export type Effect = (bus: Stereo) => void;
