export { sapphire, type SapphireOptions } from './sapphire.js';
export type { TonearmInSapphire } from './tonearm-container.js';
export { isDj, whyNotPlayIn } from './permissions.js';
