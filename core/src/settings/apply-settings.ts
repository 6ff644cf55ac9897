import type { SoundChange } from '../audio/sound.js';
import type { SessionControls } from '../playback/session-controls.js';
import { DEFAULT_SETTINGS, type GuildSettings, type SettingName } from './guild-settings.js';

const SOUND = ['volumePercent', 'normalize', 'crossfadeMs'] as const satisfies readonly SettingName[];
const RULES = ['mostPerListener', 'longestTrackMs', 'blocked'] as const satisfies readonly SettingName[];

/** Lets a session that has just begun be as its guild has decided. */
export function beginWith(session: SessionControls, settings: GuildSettings, canChangeSound: boolean): void {
  // The keys of the defaults are the names of all settings.
  const names = Object.keys(DEFAULT_SETTINGS) as SettingName[];
  const decided = names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(DEFAULT_SETTINGS[name]));
  applySettings(session, settings, canChangeSound ? decided : decided.filter((name) => !isOf(SOUND, name)));
}

/** Lets a session be as these settings want it; what else listeners have changed in it stays. */
export function applySettings(
  session: SessionControls,
  settings: GuildSettings,
  changed: readonly SettingName[],
): void {
  const sound: SoundChange = Object.fromEntries(
    SOUND.filter((name) => changed.includes(name)).map((name) => [name, settings[name]]),
  );
  if (Object.keys(sound).length > 0) session.setSound(sound);
  if (changed.includes('autoplay')) session.setAutoplay(settings.autoplay);
  if (changed.includes('stay')) session.setStay(settings.stay);
  if (!changed.some((name) => isOf(RULES, name))) return;
  const { mostPerListener, longestTrackMs, blocked } = settings;
  session.setRules({ mostPerListener, longestTrackMs, blocked });
}

function isOf(names: readonly SettingName[], name: SettingName): boolean {
  return names.includes(name);
}
