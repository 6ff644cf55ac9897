import { stop } from '../controls/steer.js';
import { command } from './tonearm-command.js';

/** `/stop`: silence, and an empty queue; the bot stays. */
export const StopCommand = command({ name: 'stop', visibility: 'everyone', use: stop });
