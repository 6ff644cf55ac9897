export { sapphire, type SapphireOptions } from './sapphire.js';
export { sapphireLogger } from './sapphire-logger.js';
export type { TonearmInSapphire } from './tonearm-container.js';
export { isDj, whyNotPlayIn } from './permissions.js';
