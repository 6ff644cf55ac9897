export { sapphire, type SapphireOptions } from './sapphire.js';
export { sapphireLogger } from './sapphire-logger.js';
export type { TonearmInSapphire } from './tonearm-container.js';

// Who may do what, for commands of one's own
export { isDj } from './policy/dj.js';
export { type CommandName, POLICY, type Policy, type PolicyChanges, type Right, type Rule } from './policy/policy.js';

// What is said
export type { Language, TextKey } from './texts/catalogue.js';
export { type Speech, speechIn } from './texts/speech.js';
