/** A length or a position as a clock shows it: `3:07`, `1:02:03`; `live` for `null`. */
export function clockTime(ms: number | null): string {
  if (ms === null) return 'live';
  const { hours, minutes, seconds } = hoursMinutesSeconds(ms);
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  if (hours > 0) return `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}`;
  return `${minutes}:${twoDigits(seconds)}`;
}

/** A length or a position as a person says it: `3 minutes 7 seconds`. */
export function spokenTime(ms: number): string {
  const { hours, minutes, seconds } = hoursMinutesSeconds(ms);
  const parts = [counted(hours, 'hour'), counted(minutes, 'minute'), counted(seconds, 'second')];
  const said = parts.filter((part) => !part.startsWith('0 '));
  return said.length === 0 ? '0 seconds' : said.join(' ');
}

/** An estimate, as vague as it is: `about 20 seconds`, `about 3 minutes`, `a moment`. */
export function roughTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 2) return 'a moment';
  if (seconds <= 10) return `about ${seconds} seconds`;
  if (seconds < 58) return `about ${Math.round(seconds / 5) * 5} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 55) return `about ${counted(minutes, 'minute')}`;
  const hours = Math.max(1, Math.round(seconds / 3600));
  return hours < 24 ? `about ${counted(hours, 'hour')}` : 'more than a day';
}

/** How far off an estimate may be, in whole seconds or minutes; `undefined` when that is not worth a word. */
export function roughError(ms: number | undefined): string | undefined {
  const seconds = Math.round((ms ?? 0) / 1000);
  if (seconds < 1) return undefined;
  return seconds < 90 ? counted(seconds, 'second') : counted(Math.round(seconds / 60), 'minute');
}

/** `1st`, `2nd`, `3rd`, `4th`, … `11th`. */
export function ordinal(number: number): string {
  const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${number}${endings[ORDINALS.select(number)] ?? 'th'}`;
}

/** `1 track`, `2 tracks`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** What goes on in a stage of a lookup. Stages we have no words for are simply work. */
export function stageInWords(stage: string): string {
  return STAGES.get(stage) ?? 'Working on it';
}

/** What a listener can do about a failure whose own words do not say it; `undefined` when they do, or nothing helps. */
export function whatToTry(code: string): string | undefined {
  return CURES.get(code);
}

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });

const STAGES: ReadonlyMap<string, string> = new Map([
  ['starting', 'Getting started'],
  ['connecting', 'Connecting'],
  ['searching', 'Searching'],
  ['reading-metadata', 'Reading the details'],
  ['loading-playlist', 'Loading the playlist'],
  ['finishing', 'Almost there'],
]);

const CURES: ReadonlyMap<string, string> = new Map([
  ['source-unavailable', 'Try again in a minute, or ask for it from another source.'],
  ['circuit-open', 'Until then, another source may have it.'],
  ['track-unavailable', 'Try another upload: search for the title instead of using the link.'],
  ['undecodable', 'Try another upload of it.'],
  ['ffmpeg-missing', 'Whoever runs this bot can mend that with “npm run doctor”.'],
  ['voice', 'Check that I may connect and speak in your voice channel, then ask again.'],
]);

function hoursMinutesSeconds(ms: number) {
  const total = Math.max(0, Math.floor(ms / 1000));
  return { hours: Math.floor(total / 3600), minutes: Math.floor((total % 3600) / 60), seconds: total % 60 };
}
