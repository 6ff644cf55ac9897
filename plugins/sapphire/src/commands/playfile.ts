import { fileCommand } from './request-track.js';

/** `/playfile file`: plays a file that the listener attaches. */
export const PlayfileCommand = fileCommand('playfile');
