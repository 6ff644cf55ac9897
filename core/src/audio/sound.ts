import { phrase } from '../texts/phrase.js';
import { shown } from '../errors/shown.js';
import { InvalidRequestError } from '../errors/request-errors.js';
import { isSoundFilterName, SOUND_FILTERS, type SoundFilterName } from './sound-filters.js';

/** How a session sounds; JSON-safe. */
export interface Sound {
  /** 100 leaves the track as loud as it is; 0–200. */
  readonly volumePercent: number;
  /** Names of {@link SOUND_FILTERS}, each at most once. */
  readonly filters: readonly SoundFilterName[];
  /** 100 is as fast as it was made; 50–200. The pitch stays. */
  readonly speedPercent: number;
  /** 100 is as high as it was made; 50–200. The speed stays. */
  readonly pitchPercent: number;
  /** Whether every track is brought to about the same loudness. */
  readonly normalize: boolean;
  /** How long the end of a track sounds together with the beginning of the next, in milliseconds; 0–12000. */
  readonly crossfadeMs: number;
}

/** What a listener changes; what is left out stays. */
export type SoundChange = { readonly [Key in keyof Sound]?: Key extends 'filters' ? readonly string[] : Sound[Key] };

/** Every track as it is: nothing is decoded. */
export const PLAIN_SOUND: Sound = {
  volumePercent: 100,
  filters: [],
  speedPercent: 100,
  pitchPercent: 100,
  normalize: false,
  crossfadeMs: 0,
};

/** Lowest and highest of each number. */
export const SOUND_RANGES = {
  volumePercent: { least: 0, most: 200 },
  speedPercent: { least: 50, most: 200 },
  pitchPercent: { least: 50, most: 200 },
  crossfadeMs: { least: 0, most: 12_000 },
} as const;

/** Filters at once; more is noise, and work for nobody. */
export const MOST_FILTERS = 5;

/**
 * The sound with these changes.
 * @throws InvalidRequestError, in words, for what is out of its range or unknown; what is stored is read with it too
 */
export function changedSound(sound: Sound, change: SoundChange): Sound {
  return {
    volumePercent: inRange('volumePercent', change.volumePercent ?? sound.volumePercent),
    filters: knownFilters(change.filters ?? sound.filters),
    speedPercent: inRange('speedPercent', change.speedPercent ?? sound.speedPercent),
    pitchPercent: inRange('pitchPercent', change.pitchPercent ?? sound.pitchPercent),
    normalize: (change.normalize ?? sound.normalize) === true,
    crossfadeMs: inRange('crossfadeMs', change.crossfadeMs ?? sound.crossfadeMs),
  };
}

/** Whether both are one to the ear. */
export function isSameSound(a: Sound, b: Sound): boolean {
  return JSON.stringify(changedSound(a, {})) === JSON.stringify(changedSound(b, {}));
}

function inRange(key: keyof typeof SOUND_RANGES, value: unknown): number {
  const { least, most } = SOUND_RANGES[key];
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw new InvalidRequestError(phrase(`range.${key}`, { least, most, came: shown(value) }));
}

/** In the order of the table, so that the order of asking changes nothing. */
function knownFilters(names: readonly unknown[]): readonly SoundFilterName[] {
  const unknown = names.find((name) => !isSoundFilterName(name));
  const known = Object.keys(SOUND_FILTERS);
  if (unknown !== undefined) {
    throw new InvalidRequestError(phrase('request.unknown-filter', { came: shown(unknown), known: known.join(', ') }));
  }
  const chosen = known.filter(isSoundFilterName).filter((name) => names.includes(name));
  if (chosen.length > MOST_FILTERS) {
    throw new InvalidRequestError(phrase('request.too-many-filters', { most: MOST_FILTERS, count: chosen.length }));
  }
  return chosen;
}
