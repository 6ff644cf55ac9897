import { command } from './tonearm-command.js';

/** `/join`: into the listener's voice channel; what waits in the queue goes on there. */
export const JoinCommand = command({
  name: 'join',
  visibility: 'everyone',
  use:
    ({ tonearm, guildId, channel, speech }) =>
    () => {
      tonearm.join(guildId, channel.id);
      return speech.say('join.done', { channel: `${channel}` });
    },
});
