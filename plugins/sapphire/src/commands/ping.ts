import { command } from './tonearm-command.js';

/** `/ping`: how long Discord took to take our acknowledgement, and how far its gateway is. */
export const PingCommand = command({
  name: 'ping',
  visibility: 'asker',
  use: ({ speech, interaction, parts }) => {
    const startedMs = parts.clock.monotonic();
    return () => {
      const answer = Math.round(parts.clock.monotonic() - startedMs);
      const { ping } = interaction.guild.shard;
      return ping < 0 ? speech.say('ping.first', { answer }) : speech.say('ping.done', { answer, gateway: ping });
    };
  },
});
