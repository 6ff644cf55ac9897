import type { VoiceBasedChannel } from 'discord.js';

/**
 * The people in a voice channel by id, without bots and without us. Discord tells a bot that has just started who sits
 * where, but not who is a bot: who is not known to be one counts as a person. discord.js's `channel.members` holds only
 * those that it knows.
 */
export function peopleIn(channel: VoiceBasedChannel): readonly string[] {
  const { client } = channel;
  return statesIn(channel).flatMap(({ id, member }) => (id === client.user.id || member?.user.bot ? [] : id));
}

/** Whether nobody more may come in. */
export function isFull(channel: VoiceBasedChannel): boolean {
  return channel.userLimit > 0 && statesIn(channel).length >= channel.userLimit;
}

function statesIn({ id, guild }: VoiceBasedChannel) {
  return [...guild.voiceStates.cache.values()].filter(({ channelId }) => channelId === id);
}
