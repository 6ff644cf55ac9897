export { ShelfSource, shelf } from './shelf-source.js';
export { ToneSource, tones } from './tone-source.js';
