/** A length or a position as a clock shows it: `3:07`, `1:02:03`. */
export function clockTime(ms: number): string {
  const { hours, minutes, seconds } = hoursMinutesSeconds(ms);
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  if (hours > 0) return `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}`;
  return `${minutes}:${twoDigits(seconds)}`;
}

export function hoursMinutesSeconds(ms: number) {
  const total = Math.max(0, Math.floor(ms / 1000));
  return { hours: Math.floor(total / 3600), minutes: Math.floor((total % 3600) / 60), seconds: total % 60 };
}

/** A time that nobody knows exactly. */
export type RoughTime =
  | { readonly kind: 'moment' }
  | { readonly kind: 'about'; readonly unit: 'seconds' | 'minutes' | 'hours'; readonly count: number }
  | { readonly kind: 'day' };

/** A time as roughly as an estimate is meant. */
export function roughly(ms: number): RoughTime {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 2) return { kind: 'moment' };
  if (seconds <= 10) return { kind: 'about', unit: 'seconds', count: seconds };
  if (seconds < 58) return { kind: 'about', unit: 'seconds', count: Math.round(seconds / 5) * 5 };
  const minutes = Math.round(seconds / 60);
  if (minutes < 55) return { kind: 'about', unit: 'minutes', count: minutes };
  const hours = Math.max(1, Math.round(seconds / 3600));
  return hours < 24 ? { kind: 'about', unit: 'hours', count: hours } : { kind: 'day' };
}
