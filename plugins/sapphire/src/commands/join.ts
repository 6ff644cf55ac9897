import { Refusal } from '../refusal.js';
import { command } from './tonearm-command.js';

/** `/join`: into the listener's voice channel; what waits in the queue goes on there. */
export const JoinCommand = command({
  name: 'join',
  visibility: 'everyone',
  use: ({ tonearm, guildId, channel, speech, snapshot }) => {
    const { voice } = snapshot ?? {};
    if (voice?.status === 'ready' && voice.channelId === channel.id) {
      throw new Refusal(speech.say('join.already', { channel: `${channel}` }));
    }
    return () => {
      tonearm.join(guildId, channel.id);
      return speech.say('join.done', { channel: `${channel}` });
    };
  },
});
