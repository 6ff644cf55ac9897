import { container } from '@sapphire/framework';
import type { Guild, GuildMember, VoiceBasedChannel } from 'discord.js';
import { isDj } from './permissions.js';

/** The voice channel where we are or are just going to; Discord tells a moment later that we have arrived. */
export function ourChannelIn(guild: Guild): VoiceBasedChannel | undefined {
  const voice = container.tonearm.session(guild.id)?.snapshot.voice;
  const goingTo = voice && voice.status !== 'destroyed' ? guild.channels.cache.get(voice.channelId) : undefined;
  const channel = goingTo ?? guild.members.me?.voice.channel;
  return channel?.isVoiceBased() ? channel : undefined;
}

/** What keeps a member from calling us into their channel: others listen where we play. A DJ may. `undefined` when nothing does. */
export function whyNotCallAway(member: GuildMember, to: VoiceBasedChannel): string | undefined {
  const { tonearm, tonearmInSapphire } = container;
  const ours = ourChannelIn(to.guild);
  if (!ours || ours.id === to.id || !tonearm.session(to.guild.id)?.snapshot.playing) return undefined;
  const someoneListens = ours.members.some(({ user }) => !user.bot);
  if (!someoneListens || isDj(member, tonearmInSapphire.djRole)) return undefined;
  return `I am playing for others in ${ours}. Join them there, or let a DJ call me over.`;
}
