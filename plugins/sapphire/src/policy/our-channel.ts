import { container } from '@sapphire/framework';
import type { Guild, VoiceBasedChannel } from 'discord.js';

/** The voice channel where we are or are just going to; Discord tells a moment later that we have arrived. */
export function ourChannelIn(guild: Guild): VoiceBasedChannel | undefined {
  const voice = container.tonearm.session(guild.id)?.snapshot.voice;
  const goingTo = voice && voice.status !== 'destroyed' ? guild.channels.cache.get(voice.channelId) : undefined;
  const channel = goingTo ?? guild.members.me?.voice.channel;
  return channel?.isVoiceBased() ? channel : undefined;
}
