import { clockTime, escapedLine, type GuildSettings, type MessageContent, type SettingName } from '@tonearm/core';
import { SETTING_SPECS } from '../controls/setting-specs.js';
import type { Speech } from '../texts/speech.js';

const COLOUR = 0x8f6fe8;
const LONGEST_WORD = 40;
/** Items of a list that are shown. */
const SHOWN = 20;

/** What holds where a server has not decided, as people know it. */
export interface Usual {
  /** The name of the role. */
  readonly djRole: string;
  /** 0–1. */
  readonly voteShare: number;
  readonly language: string;
}

/** All settings of a server on a card, each with the subcommand that changes it. */
export function settingsCard(settings: GuildSettings, usual: Usual, speech: Speech): MessageContent {
  const lines = SETTING_SPECS.map(
    ({ name, setting }) =>
      `\`${name}\` **${labelOf(setting, speech)}:** ${valueWords(setting, settings, usual, speech)}`,
  );
  return { embeds: [{ title: speech.say('settings.title'), description: lines.join('\n'), colour: COLOUR }] };
}

/** One setting, as it is now. */
export function settingWords(setting: SettingName, settings: GuildSettings, usual: Usual, speech: Speech): string {
  const label = labelOf(setting, speech);
  return speech.say('settings.done', { setting: label, value: valueWords(setting, settings, usual, speech) });
}

function labelOf(setting: SettingName, speech: Speech): string {
  return speech.say(`setting.${setting}`);
}

function valueWords(setting: SettingName, settings: GuildSettings, usual: Usual, speech: Speech): string {
  switch (setting) {
    case 'volumePercent':
      return `${settings.volumePercent} %`;
    case 'crossfadeMs':
      return settings.crossfadeMs === 0 ? speech.say('setting.off') : speech.seconds(settings.crossfadeMs);
    case 'normalize':
    case 'autoplay':
    case 'stay':
    case 'fairShuffle':
      return speech.say(settings[setting] ? 'setting.on' : 'setting.off');
    case 'mostPerListener':
      return settings.mostPerListener === null
        ? speech.say('setting.any')
        : speech.counted('tracks', settings.mostPerListener);
    case 'longestTrackMs':
      return settings.longestTrackMs === null ? speech.say('setting.any') : clockTime(settings.longestTrackMs);
    case 'idleLeaveMs':
      return settings.idleLeaveMs === null ? speech.say('setting.usual') : speech.spokenTime(settings.idleLeaveMs);
    case 'blocked':
      return listed(settings.blocked.map((word) => quoted(word, speech))) ?? speech.say('setting.none');
    case 'djRole':
      return settings.djRole === null
        ? speech.say('setting.usual-value', { value: quoted(usual.djRole, speech) })
        : `<@&${settings.djRole}>`;
    case 'voteShare':
      return settings.voteShare === null
        ? speech.say('setting.usual-value', { value: shareWords(usual.voteShare, speech) })
        : shareWords(settings.voteShare, speech);
    case 'announceChannelId':
      return settings.announceChannelId === null ? speech.say('setting.nowhere') : `<#${settings.announceChannelId}>`;
    case 'textChannelIds':
      return listed(settings.textChannelIds.map((id) => `<#${id}>`)) ?? speech.say('setting.everywhere');
    case 'view':
      return settings.view ?? speech.say('setting.usual');
    case 'language':
      return settings.language ?? speech.say('setting.usual-value', { value: usual.language });
  }
}

function quoted(text: string, speech: Speech): string {
  return speech.say('quoted', { text: escapedLine(text, LONGEST_WORD) });
}

function shareWords(share: number, speech: Speech): string {
  return speech.say('setting.of-listeners', { percent: Math.round(share * 100) });
}

function listed(items: readonly string[]): string | undefined {
  if (items.length === 0) return undefined;
  return [...items.slice(0, SHOWN), ...(items.length > SHOWN ? ['…'] : [])].join(', ');
}
