import { skip } from '../controls/skip.js';
import { command } from './tonearm-command.js';

/** `/skip`: the next track, now, or by vote. */
export const SkipCommand = command({ name: 'skip', visibility: 'everyone', use: skip });
