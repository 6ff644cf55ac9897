import { PermissionFlagsBits } from 'discord.js';

/** From the most to the fewest people. */
export const RIGHTS = ['anyone', 'guest', 'listener', 'dj', 'manager', 'administrator'] as const;

/**
 * Who may do something.
 * - `anyone`: everybody in the server.
 * - `guest`: who sits in a voice channel where we may play, and does not take us away from others.
 * - `listener`: who sits in the voice channel where we are.
 * - `dj`: a listener who has the DJ role, may manage the server, or is the only one listening.
 * - `manager`: who may manage the server, wherever they are.
 * - `administrator`: administrators of the server, wherever they are.
 */
export type Right = (typeof RIGHTS)[number];

/** What a command asks of who uses it. */
export interface Rule {
  readonly who: Right;
  /** How long a person waits before they can use it again in the same server, in milliseconds; 0 is not at all. */
  readonly coolDownMs: number;
}

/** Who may use which command, and its buttons: the only place where that is decided. */
export const POLICY = {
  play: { who: 'guest', coolDownMs: 3_000 },
  aplay: { who: 'guest', coolDownMs: 3_000 },
  playfile: { who: 'guest', coolDownMs: 3_000 },
  join: { who: 'guest', coolDownMs: 0 },
  /** And what is picked in its menu. */
  search: { who: 'guest', coolDownMs: 3_000 },
  nowplaying: { who: 'anyone', coolDownMs: 3_000 },
  grab: { who: 'anyone', coolDownMs: 3_000 },
  help: { who: 'anyone', coolDownMs: 0 },
  ping: { who: 'anyone', coolDownMs: 0 },
  stats: { who: 'anyone', coolDownMs: 0 },
  recovery: { who: 'anyone', coolDownMs: 0 },
  queue: { who: 'anyone', coolDownMs: 0 },
  queue_status: { who: 'anyone', coolDownMs: 0 },
  /** One's own; a DJ anyone's. */
  cancel_task: { who: 'anyone', coolDownMs: 0 },
  /** By vote; who asked for the track, or a DJ, at once. */
  skip: { who: 'listener', coolDownMs: 2_000 },
  previous: { who: 'dj', coolDownMs: 0 },
  /** By who asked for the track, or a DJ. */
  seek: { who: 'listener', coolDownMs: 0 },
  replay: { who: 'listener', coolDownMs: 0 },
  /** For what plays by who asked for it, or a DJ. */
  match: { who: 'listener', coolDownMs: 2_000 },
  volume: { who: 'dj', coolDownMs: 0 },
  filters: { who: 'dj', coolDownMs: 0 },
  loop: { who: 'dj', coolDownMs: 0 },
  shuffle: { who: 'dj', coolDownMs: 0 },
  move: { who: 'dj', coolDownMs: 0 },
  clear: { who: 'dj', coolDownMs: 0 },
  autoplay: { who: 'dj', coolDownMs: 0 },
  stay: { who: 'dj', coolDownMs: 0 },
  /** What one asked for oneself; a DJ anything. */
  remove: { who: 'listener', coolDownMs: 0 },
  history: { who: 'anyone', coolDownMs: 0 },
  playlist_status: { who: 'anyone', coolDownMs: 0 },
  /** One's own; a DJ anyone's. */
  cancel_playlist: { who: 'anyone', coolDownMs: 0 },
  pause: { who: 'listener', coolDownMs: 0 },
  resume: { who: 'listener', coolDownMs: 0 },
  stop: { who: 'dj', coolDownMs: 0 },
  leave: { who: 'dj', coolDownMs: 0 },
  settings: { who: 'manager', coolDownMs: 0 },
  /** A server's playlists are changed by who made them, or by a DJ; playing one is as `play`. */
  playlist: { who: 'anyone', coolDownMs: 0 },
  /** Playing them is as `play`. */
  favourites: { who: 'anyone', coolDownMs: 0 },
  lyrics: { who: 'anyone', coolDownMs: 2_000 },
  cache: { who: 'administrator', coolDownMs: 0 },
  resources: { who: 'administrator', coolDownMs: 0 },
  cleanup: { who: 'administrator', coolDownMs: 0 },
} as const satisfies Readonly<Record<string, Rule>>;

export type CommandName = keyof typeof POLICY;

/** Other rules for some commands than {@link POLICY} has. */
export type PolicyChanges = Readonly<Partial<Record<CommandName, Partial<Rule>>>>;

/** The rules of one bot. */
export type Policy = Readonly<Record<CommandName, Rule>>;

/** The policy with an operator's changes. */
export function policyWith(changes: PolicyChanges): Policy {
  const rules = Object.entries(POLICY).map(([name, rule]) => {
    const changed = new Map(Object.entries(changes)).get(name);
    return [name, { ...rule, ...changed }] as const;
  });
  // Made of the entries of the whole policy, so every command is there.
  return Object.fromEntries(rules) as Policy;
}

/** Whom Discord shows a command before a server's settings say otherwise; `null` is everyone. */
export function memberPermissionsFor({ who }: Rule): bigint | null {
  if (who === 'administrator') return PermissionFlagsBits.Administrator;
  return who === 'manager' ? PermissionFlagsBits.ManageGuild : null;
}
