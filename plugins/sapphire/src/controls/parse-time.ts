/** Where to go in a track, in milliseconds: to a place, or by a step from where it is. */
export type TimeWish = { readonly kind: 'to' | 'by'; readonly ms: number };

const CLOCK = /^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)$/;
const SECONDS = /^(\d{1,6})$/;

/** Reads `1:23`, `1:02:03`, `83` as a place and `+30`, `-1:00` as a step; `undefined` when it is something else. */
export function parseTime(text: string): TimeWish | undefined {
  const typed = text.trim();
  const sign = typed.startsWith('+') ? 1 : typed.startsWith('-') || typed.startsWith('−') ? -1 : 0;
  const seconds = secondsOf(sign === 0 ? typed : typed.slice(1).trim());
  if (seconds === undefined) return undefined;
  return sign === 0 ? { kind: 'to', ms: seconds * 1000 } : { kind: 'by', ms: sign * seconds * 1000 };
}

function secondsOf(text: string): number | undefined {
  const [, plain] = SECONDS.exec(text) ?? [];
  if (plain !== undefined) return Number(plain);
  const [, hours = '0', minutes, seconds] = CLOCK.exec(text) ?? [];
  return minutes === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
