import type { World } from '../world/world.js';

type Fields = Readonly<Record<string, unknown>>;

/** What stands before the name of an activity, by its type (docs: Gateway Events, "Activity Types"); a custom one (4) shows its state. */
const VERBS: Readonly<Record<number, string>> = {
  0: 'Playing',
  1: 'Streaming',
  2: 'Listening to',
  3: 'Watching',
  5: 'Competing in',
};
const CUSTOM = 4;

/** Op 3, or the presence of an IDENTIFY: what the bot is shown to be doing (docs: Gateway Events, "Update Presence"). */
export function applyPresence(world: World, presence: Fields): void {
  const activities: readonly unknown[] = Array.isArray(presence['activities']) ? presence['activities'] : [];
  const [first] = activities;
  // Any object may be read by name; what is found is checked.
  const activity = typeof first === 'object' && first !== null ? inWords(first as Fields) : null;
  world.presence.set({ online: presence['status'] !== 'invisible', activity });
}

function inWords({ type, name, state }: Fields): string | null {
  if (type === CUSTOM) return typeof state === 'string' ? state : null;
  if (typeof name !== 'string') return null;
  return `${VERBS[Number(type)] ?? ''} ${name}`.trim();
}
