import { phrase } from '../texts/phrase.js';
import { InvalidRequestError } from '../errors/request-errors.js';
import type { Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';
import type { Logger } from '../runtime/logger.js';
import { Turns } from '../runtime/turns.js';
import type { Json, Store } from '../store/store.js';
import { changedSettings, readSettings, type SettingsChange } from './changed-settings.js';
import { DEFAULT_SETTINGS, type GuildSettings, type SettingName } from './guild-settings.js';

export interface SettingsStoreParts {
  readonly store: Store;
  readonly logger: Logger;
  /** Names of the views that there are. */
  viewNames(): readonly string[];
  /** Whether there is what changes the sound of a track. */
  readonly canChangeSound: boolean;
}

/** A guild's settings after a change, and what that was. */
export interface SettingsChanged {
  readonly guildId: string;
  readonly settings: GuildSettings;
  readonly changed: readonly SettingName[];
}

const NAMESPACE = 'settings';
/** A record of another version is not read. */
const VERSION = 1;

/**
 * What each guild has decided: one record per guild, all of them in memory. A change is true once it is on disk, and
 * then at once everywhere; one that could not be saved changes nothing.
 */
export class SettingsStore {
  readonly #parts: SettingsStoreParts;
  readonly #known = new Map<string, GuildSettings>();
  readonly #turns = new Turns();
  readonly #changes: Listeners<SettingsChanged>;

  constructor(parts: SettingsStoreParts) {
    this.#parts = parts;
    this.#changes = new Listeners((error) => parts.logger.error('A listener of settings failed', { error }));
  }

  /** Reads what all guilds have decided. @throws StoreError when it cannot be read */
  async load(): Promise<void> {
    const guildIds = await this.#parts.store.keys(NAMESPACE);
    await Promise.all(guildIds.map((guildId) => this.#turns.run(guildId, () => this.#read(guildId))));
  }

  /** What a guild has decided; what it has not is as by default. */
  of(guildId: string): GuildSettings {
    return this.#known.get(guildId) ?? DEFAULT_SETTINGS;
  }

  /**
   * Changes some settings of a guild. Resolves with all of them once that is safe on disk.
   * @throws InvalidSettingError that says what was expected; nothing is changed
   * @throws InvalidRequestError for a sound that nothing here can make
   * @throws StoreError when it could not be saved; nothing is changed
   */
  change(guildId: string, change: SettingsChange): Promise<GuildSettings> {
    return this.#turns.run(guildId, async () => {
      const before = await this.#read(guildId);
      const settings = changedSettings(before, change, this.#parts.viewNames());
      this.#expectAudible(settings);
      await this.#parts.store.save(NAMESPACE, guildId, toJson(settings));
      this.#known.set(guildId, settings);
      this.#tell(guildId, before, settings);
      return settings;
    });
  }

  /** Takes one setting, or all of them, back to what it is by default. @throws StoreError when that could not be saved */
  async reset(guildId: string, name?: SettingName): Promise<GuildSettings> {
    if (name !== undefined) return this.change(guildId, { [name]: DEFAULT_SETTINGS[name] });
    return this.#turns.run(guildId, async () => {
      const before = await this.#read(guildId);
      await this.#parts.store.remove(NAMESPACE, guildId);
      this.#known.delete(guildId);
      this.#tell(guildId, before, DEFAULT_SETTINGS);
      return DEFAULT_SETTINGS;
    });
  }

  /** Hears of each change, once it is safe. */
  onChange(listener: (change: SettingsChanged) => void): Unsubscribe {
    return this.#changes.add(listener);
  }

  /** From memory; from disk where they have not been read, so that a change never writes over what nobody has seen. */
  async #read(guildId: string): Promise<GuildSettings> {
    const known = this.#known.get(guildId);
    if (known) return known;
    const record = await this.#parts.store.load(NAMESPACE, guildId);
    if (record === undefined) return DEFAULT_SETTINGS;
    const settings = fromJson(record);
    if (!settings) {
      this.#parts.logger.warn('Saved settings are of another version; the defaults are used', { guildId });
      return DEFAULT_SETTINGS;
    }
    this.#known.set(guildId, settings);
    return settings;
  }

  #expectAudible({ volumePercent, normalize, crossfadeMs }: GuildSettings): void {
    if (this.#parts.canChangeSound || (volumePercent === 100 && !normalize && crossfadeMs === 0)) return;
    throw new InvalidRequestError(phrase('request.settings-need-ffmpeg'));
  }

  #tell(guildId: string, before: GuildSettings, settings: GuildSettings): void {
    // The keys of the defaults are the names of all settings.
    const names = Object.keys(DEFAULT_SETTINGS) as SettingName[];
    const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(settings[name]));
    if (changed.length > 0) this.#changes.emit({ guildId, settings, changed });
  }
}

function toJson(settings: GuildSettings): Json {
  return { version: VERSION, ...settings };
}

function fromJson(record: Json): GuildSettings | undefined {
  if (typeof record !== 'object' || record === null || !('version' in record)) return undefined;
  return record['version'] === VERSION ? readSettings(record) : undefined;
}
