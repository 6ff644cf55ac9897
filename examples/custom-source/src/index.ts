export { ToneSource, tones } from './tone-source.js';
