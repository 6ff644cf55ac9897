import { pause } from '../controls/steer.js';
import { command } from './tonearm-command.js';

/** `/pause`: silence, and the place is kept. */
export const PauseCommand = command({ name: 'pause', visibility: 'everyone', use: pause });
