import { clockTime, escapedLine, type GuildSettings, type MessageContent, type SettingName } from '@tonearm/core';
import { SETTING_SPECS } from '../controls/setting-specs.js';
import type { Speech } from '../texts/speech.js';

const COLOUR = 0x8f6fe8;
const LONGEST_WORD = 40;
/** Items of a list that are shown. */
const SHOWN = 20;

/** All settings of a server on a card. */
export function settingsCard(settings: GuildSettings, speech: Speech): MessageContent {
  const lines = SETTING_SPECS.map(
    ({ setting }) => `**${labelOf(setting, speech)}:** ${valueWords(setting, settings, speech)}`,
  );
  return { embeds: [{ title: speech.say('settings.title'), description: lines.join('\n'), colour: COLOUR }] };
}

/** One setting, as it is now. */
export function settingWords(setting: SettingName, settings: GuildSettings, speech: Speech): string {
  const label = labelOf(setting, speech);
  return speech.say('settings.done', { setting: label, value: valueWords(setting, settings, speech) });
}

function labelOf(setting: SettingName, speech: Speech): string {
  return speech.say(`setting.${setting}`);
}

function valueWords(setting: SettingName, settings: GuildSettings, speech: Speech): string {
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
      return (
        listed(settings.blocked.map((word) => `“${escapedLine(word, LONGEST_WORD)}”`)) ?? speech.say('setting.none')
      );
    case 'djRole':
      return settings.djRole === null ? speech.say('setting.usual') : `<@&${settings.djRole}>`;
    case 'voteShare':
      return settings.voteShare === null
        ? speech.say('setting.usual')
        : speech.say('setting.of-listeners', { percent: Math.round(settings.voteShare * 100) });
    case 'announceChannelId':
      return settings.announceChannelId === null ? speech.say('setting.nowhere') : `<#${settings.announceChannelId}>`;
    case 'textChannelIds':
      return listed(settings.textChannelIds.map((id) => `<#${id}>`)) ?? speech.say('setting.everywhere');
    case 'view':
    case 'language':
      return settings[setting] ?? speech.say('setting.usual');
  }
}

function listed(items: readonly string[]): string | undefined {
  if (items.length === 0) return undefined;
  return [...items.slice(0, SHOWN), ...(items.length > SHOWN ? ['…'] : [])].join(', ');
}
