/** What a guild has decided about its music. JSON-safe. */
export interface GuildSettings {
  /** How loud a session begins, 0–200; 100 is as it was made. */
  readonly volumePercent: number;
  /** Whether a session begins with every track brought to about the same loudness. */
  readonly normalize: boolean;
  /** How long tracks blend into each other in a new session, in milliseconds; 0–12000. */
  readonly crossfadeMs: number;
  /** Whether related music follows when the queue of a new session is over. */
  readonly autoplay: boolean;
  /** Whether a new session stays in its channel when nothing plays (24/7). */
  readonly stay: boolean;
  /** Whether shuffling lets listeners take turns, unless they ask for something else. */
  readonly fairShuffle: boolean;
  /** Most tracks of one listener that wait at the same time; `null` for any number. */
  readonly mostPerListener: number | null;
  /** In milliseconds; `null` for any length. */
  readonly longestTrackMs: number | null;
  /** Words that no title, author or link may have. */
  readonly blocked: readonly string[];
  /** A session in which nothing plays leaves after this long, in milliseconds; `null` for the bot's own time. */
  readonly idleLeaveMs: number | null;
  /** The id of the role whose members decide for others; `null` for the bot's own. */
  readonly djRole: string | null;
  /** The share of listeners, above 0 to 1, whose votes skip a track; `null` for the bot's own. */
  readonly voteShare: number | null;
  /** The text channel where each track is announced; `null` for none. */
  readonly announceChannelId: string | null;
  /** The text channels where commands may be used; everywhere when it is empty. */
  readonly textChannelIds: readonly string[];
  /** Name of the view that draws progress; `null` for the bot's own. */
  readonly view: string | null;
  /** A language tag (`de`, `pt-BR`); `null` leaves it to the front end. */
  readonly language: string | null;
}

/** A guild that has decided nothing. */
export const DEFAULT_SETTINGS: GuildSettings = {
  volumePercent: 100,
  normalize: false,
  crossfadeMs: 0,
  autoplay: false,
  stay: false,
  fairShuffle: false,
  mostPerListener: null,
  longestTrackMs: null,
  blocked: [],
  idleLeaveMs: null,
  djRole: null,
  voteShare: null,
  announceChannelId: null,
  textChannelIds: [],
  view: null,
  language: null,
};

/** The name of a setting. */
export type SettingName = keyof GuildSettings;

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(DEFAULT_SETTINGS, name);
}
