import { requestCommand } from './request-track.js';

/** `/aplay query`: the name by which the predecessor's listeners know `/play`. */
export const AplayCommand = requestCommand('aplay');
