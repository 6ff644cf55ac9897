import type { SessionSnapshot } from './session-events.js';

/**
 * How much a session is needed. `active`: something plays or will; `halted`: it has tracks, but is paused or without a
 * channel; `idle`: nothing plays and nothing waits.
 */
export type SessionUse = 'active' | 'halted' | 'idle';

/** A track that is being looked up or opened counts as much as one that sounds. */
export function useOf({ playing, upcoming, voice }: SessionSnapshot): SessionUse {
  if (playing === null && upcoming.length === 0) return 'idle';
  return voice === null || playing?.paused ? 'halted' : 'active';
}
