import { resume } from '../controls/steer.js';
import { command } from './tonearm-command.js';

/** `/resume`: on from where it was paused. */
export const ResumeCommand = command({ name: 'resume', visibility: 'everyone', use: resume });
