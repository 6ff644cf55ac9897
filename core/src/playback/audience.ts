import type { Unsubscribe } from '../runtime/clock.js';

/** Who is in voice channels. The front end provides it; without one, sessions play on when nobody listens. */
export interface Audience {
  /** People who are in the channel now and can hear us; bots are not counted. */
  listenersIn(guildId: string, channelId: string): number;
  /** Hears of a guild in which someone came into a voice channel or left one, or hears us now or no longer; counted already. */
  onChange(listener: (guildId: string) => void): Unsubscribe;
}
