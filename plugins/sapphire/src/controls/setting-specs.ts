import { escapedLine, type GuildSettings, type SettingName } from '@tonearm/core';
import type { Asked } from '../asked.js';
import type { OptionSpec } from '../commands/command-options.js';
import type { TextWithoutPlaces } from '../commands/described.js';
import { Refusal } from '../refusal.js';
import { LANGUAGES } from '../texts/catalogue.js';
import { requireRange } from './requirements.js';

const MINUTE_MS = 60_000;
const MOST_WORDS = 100;
const MOST_CHANNELS = 50;
const LONGEST_WORDS = 100;
const LONGEST_NAME = 40;

/** One thing that a server can decide: a subcommand of `/settings`. */
export interface SettingSpec {
  /** Of the subcommand. */
  readonly name: string;
  readonly setting: SettingName;
  readonly text: TextWithoutPlaces;
  readonly options: readonly OptionSpec[];
  /** What is wanted. @throws Refusal when that cannot be */
  read(asked: Asked): Partial<GuildSettings>;
}

const ON: OptionSpec = { name: 'on', type: 'flag', text: 'option.on', required: true };

/** In the order in which they are shown. */
export const SETTING_SPECS: readonly SettingSpec[] = [
  {
    name: 'volume',
    setting: 'volumePercent',
    text: 'command.settings.volume',
    options: [{ name: 'percent', type: 'number', text: 'option.percent', required: true }],
    read: (asked) => ({ volumePercent: numberIn(asked, 'percent', 0, 200) }),
  },
  flag('normalize', 'normalize', 'command.settings.normalize'),
  {
    name: 'crossfade',
    setting: 'crossfadeMs',
    text: 'command.settings.crossfade',
    options: [{ name: 'seconds', type: 'number', text: 'option.seconds', required: true }],
    read: (asked) => ({ crossfadeMs: numberIn(asked, 'seconds', 0, 12) * 1000 }),
  },
  flag('autoplay', 'autoplay', 'command.settings.autoplay'),
  flag('stay', 'stay', 'command.settings.stay'),
  flag('fair_shuffle', 'fairShuffle', 'command.settings.fair_shuffle'),
  {
    name: 'per_listener',
    setting: 'mostPerListener',
    text: 'command.settings.per_listener',
    options: [{ name: 'tracks', type: 'number', text: 'option.tracks', required: true }],
    read: (asked) => ({ mostPerListener: numberIn(asked, 'tracks', 0, 10_000) || null }),
  },
  {
    name: 'longest',
    setting: 'longestTrackMs',
    text: 'command.settings.longest',
    options: [{ name: 'minutes', type: 'number', text: 'option.minutes', required: true }],
    read: (asked) => ({ longestTrackMs: numberIn(asked, 'minutes', 0, 7 * 24 * 60) * MINUTE_MS || null }),
  },
  {
    name: 'block',
    setting: 'blocked',
    text: 'command.settings.block',
    options: [
      { name: 'words', type: 'text', text: 'option.blocked-words', required: true },
      { name: 'on', type: 'flag', text: 'option.blocked' },
    ],
    read: (asked) => ({ blocked: toggled(asked, asked.settings.blocked, wordsIn(asked), MOST_WORDS) }),
  },
  {
    name: 'idle',
    setting: 'idleLeaveMs',
    text: 'command.settings.idle',
    options: [{ name: 'minutes', type: 'number', text: 'option.idle-minutes', required: true }],
    read: (asked) => ({ idleLeaveMs: numberIn(asked, 'minutes', 0, 24 * 60) * MINUTE_MS || null }),
  },
  {
    name: 'dj_role',
    setting: 'djRole',
    text: 'command.settings.dj_role',
    options: [{ name: 'role', type: 'role', text: 'option.role' }],
    read: ({ interaction }) => ({ djRole: interaction.options.getRole('role')?.id ?? null }),
  },
  {
    name: 'vote_share',
    setting: 'voteShare',
    text: 'command.settings.vote_share',
    options: [{ name: 'percent', type: 'number', text: 'option.vote-percent', required: true }],
    read: (asked) => ({ voteShare: numberIn(asked, 'percent', 1, 100) / 100 }),
  },
  {
    name: 'announce',
    setting: 'announceChannelId',
    text: 'command.settings.announce',
    options: [{ name: 'channel', type: 'channel', text: 'option.channel' }],
    read: ({ interaction }) => ({ announceChannelId: interaction.options.getChannel('channel')?.id ?? null }),
  },
  {
    name: 'text_channel',
    setting: 'textChannelIds',
    text: 'command.settings.text_channel',
    options: [
      { name: 'channel', type: 'channel', text: 'option.allowed-channel', required: true },
      { name: 'on', type: 'flag', text: 'option.allowed' },
    ],
    read: (asked) => {
      const { id } = asked.interaction.options.getChannel('channel', true);
      return { textChannelIds: toggled(asked, asked.settings.textChannelIds, id, MOST_CHANNELS) };
    },
  },
  {
    name: 'view',
    setting: 'view',
    text: 'command.settings.view',
    options: [{ name: 'view', type: 'text', text: 'option.view', required: true, completes: true }],
    read: ({ interaction, tonearm, speech }) => {
      const name = interaction.options.getString('view', true);
      const views = tonearm.views.names();
      if (views.includes(name)) return { view: name };
      const values = { name: escapedLine(name, LONGEST_NAME), views: views.join(', ') };
      throw new Refusal(speech.say('settings.no-such-view', values));
    },
  },
  {
    name: 'language',
    setting: 'language',
    text: 'command.settings.language',
    options: [
      { name: 'language', type: 'text', text: 'option.language', choices: LANGUAGES.map((value) => ({ value })) },
    ],
    read: ({ interaction }) => ({ language: interaction.options.getString('language') }),
  },
];

/** A setting that is on or off. */
function flag(name: string, setting: 'normalize' | 'autoplay' | 'stay' | 'fairShuffle', text: TextWithoutPlaces) {
  return {
    name,
    setting,
    text,
    options: [ON],
    read: ({ interaction }: Asked) => ({ [setting]: interaction.options.getBoolean('on', true) }),
  } as const;
}

function numberIn(asked: Asked, option: string, least: number, most: number): number {
  return requireRange(asked, asked.interaction.options.getInteger(option, true), { least, most });
}

function wordsIn({ interaction, speech }: Asked): string {
  const words = interaction.options.getString('words', true).trim();
  if (words !== '' && words.length <= LONGEST_WORDS && !/\p{Cc}/u.test(words)) return words;
  throw new Refusal(speech.say('settings.bad-words'));
}

/** The list with the item in it, or without, as they say. @throws Refusal when it would be too long */
function toggled(
  { interaction, speech }: Asked,
  list: readonly string[],
  item: string,
  most: number,
): readonly string[] {
  const others = list.filter((one) => one !== item);
  if (interaction.options.getBoolean('on') === false) return others;
  if (others.length >= most) throw new Refusal(speech.say('settings.too-many'));
  return [...others, item];
}
