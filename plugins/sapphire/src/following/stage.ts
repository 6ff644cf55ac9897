import { ChannelType, type Guild, PermissionFlagsBits, type StageChannel } from 'discord.js';
import { speechFor } from '../asked.js';

/**
 * Makes us a speaker where we have just come into a stage channel, by our own right or by asking, and says there which
 * it is. Elsewhere it does nothing. Rejects when Discord refuses.
 */
export async function speakOnStage(guild: Guild, channelId: string): Promise<void> {
  const channel = guild.channels.cache.get(channelId);
  const { me } = guild.members;
  if (channel?.type !== ChannelType.GuildStageVoice || !me) return;
  const permissions = channel.permissionsFor(me);
  const name = { channel: `${channel}` };
  const speech = speechFor(guild);
  if (permissions.has(PermissionFlagsBits.MuteMembers)) {
    await me.voice.setSuppressed(false);
    await tell(channel, speech.say('stage.speaking', name));
  } else if (permissions.has(PermissionFlagsBits.RequestToSpeak)) {
    await me.voice.setRequestToSpeak(true);
    await tell(channel, speech.say('stage.asked', name));
  } else await tell(channel, speech.say('stage.refused', name));
}

async function tell(channel: StageChannel, content: string): Promise<void> {
  const { me } = channel.guild.members;
  if (!me || !channel.permissionsFor(me).has(PermissionFlagsBits.SendMessages)) return;
  await channel.send({ content, allowedMentions: { parse: [] } });
}
