import type { Phrase } from '../model/phrase.js';
import { SOUND_RANGES } from '../audio/sound.js';
import { InvalidSettingError } from '../errors/settings-errors.js';
import { DEFAULT_SETTINGS, type GuildSettings, isSettingName, type SettingName } from './guild-settings.js';
import { phrase } from '../texts/phrase.js';

/** What is changed; what is left out stays. */
export type SettingsChange = Readonly<Partial<GuildSettings>>;

/** What a setting may be, and how that is said. */
interface Expectation {
  readonly expected: Phrase;
  fits(value: unknown): boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_WORDS = 100;
const MOST_CHANNELS = 50;
const LONGEST_WORDS = 100;
const LONGEST_ID = 64;

const FLAG: Expectation = { expected: phrase('allowed.flag'), fits: (value) => typeof value === 'boolean' };
const ID_OR_NONE = orNone({ expected: phrase('allowed.id'), fits: isId });

const EXPECTATIONS: Readonly<Record<SettingName, Expectation>> = {
  volumePercent: whole(SOUND_RANGES.volumePercent.least, SOUND_RANGES.volumePercent.most),
  normalize: FLAG,
  crossfadeMs: whole(SOUND_RANGES.crossfadeMs.least, SOUND_RANGES.crossfadeMs.most),
  autoplay: FLAG,
  stay: FLAG,
  fairShuffle: FLAG,
  mostPerListener: orNone(whole(1, 100_000)),
  longestTrackMs: orNone(whole(1_000, 7 * DAY_MS)),
  blocked: {
    expected: phrase('allowed.words', { most: MOST_WORDS, longest: LONGEST_WORDS }),
    fits: (value) => isList(value, MOST_WORDS, (word) => isLine(word, LONGEST_WORDS)),
  },
  idleLeaveMs: orNone(whole(10_000, DAY_MS)),
  djRole: ID_OR_NONE,
  voteShare: orNone({
    expected: phrase('allowed.share'),
    fits: (value) => typeof value === 'number' && value > 0 && value <= 1,
  }),
  announceChannelId: ID_OR_NONE,
  textChannelIds: {
    expected: phrase('allowed.ids', { most: MOST_CHANNELS }),
    fits: (value) => isList(value, MOST_CHANNELS, isId),
  },
  view: orNone({ expected: phrase('allowed.view'), fits: (value) => isLine(value, LONGEST_ID) }),
  language: orNone({
    expected: phrase('allowed.language'),
    fits: (value) => typeof value === 'string' && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value),
  }),
};

/**
 * The settings with these changes; what is named twice in a list stands there once.
 * @param views names of the views that there are
 * @throws InvalidSettingError that says what was expected and what came; then nothing is changed
 */
export function changedSettings(settings: GuildSettings, change: object, views: readonly string[]): GuildSettings {
  for (const [name, value] of Object.entries(change)) {
    if (!isSettingName(name)) throw new InvalidSettingError('setting', oneOf(NAMES), name);
    const { expected, fits } = EXPECTATIONS[name];
    if (!fits(value)) throw new InvalidSettingError(name, expected, value);
    if (name === 'view' && value !== null && !views.some((view) => view === value)) {
      throw new InvalidSettingError(name, oneOf(views), value);
    }
  }
  // Every value above fits the setting that it is named after.
  const { blocked, textChannelIds, ...changed } = { ...settings, ...change } as GuildSettings;
  return { ...changed, blocked: [...new Set(blocked)], textChannelIds: [...new Set(textChannelIds)] };
}

/** Settings out of a record; what does not fit is as by default. */
export function readSettings(record: object): GuildSettings {
  const known = Object.entries(record).filter(([name, value]) => isSettingName(name) && EXPECTATIONS[name].fits(value));
  // Only what fits its name is left.
  return { ...DEFAULT_SETTINGS, ...(Object.fromEntries(known) as SettingsChange) };
}

const NAMES = Object.keys(DEFAULT_SETTINGS);

function whole(least: number, most: number): Expectation {
  return {
    expected: phrase('allowed.whole', { least, most }),
    fits: (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
  };
}

function oneOf(names: readonly string[]): Phrase {
  return phrase('allowed.one-of', { names: names.join(', ') });
}

function orNone({ expected, fits }: Expectation): Expectation {
  return { expected: phrase('allowed.or-none', { expected }), fits: (value) => value === null || fits(value) };
}

function isList(value: unknown, most: number, fits: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(fits);
}

function isId(value: unknown): boolean {
  return isLine(value, LONGEST_ID);
}

/** Something to read, without line breaks or other control characters. */
function isLine(value: unknown, longest: number): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest && !/\p{Cc}/u.test(value);
}
