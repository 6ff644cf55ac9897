import type { World } from '../world/world.js';

/** Op 3, or the presence of an IDENTIFY: what the bot is shown to be doing (docs: Gateway Events, "Update Presence"). */
export function applyPresence(world: World, presence: Readonly<Record<string, unknown>>): void {
  const activities: readonly unknown[] = Array.isArray(presence['activities']) ? presence['activities'] : [];
  const first = activities[0];
  const name = typeof first === 'object' && first !== null && 'name' in first ? first.name : undefined;
  world.presence.set({ online: presence['status'] !== 'invisible', activity: typeof name === 'string' ? name : null });
}
