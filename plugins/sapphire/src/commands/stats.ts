import { command } from './tonearm-command.js';

/** `/stats`: how much there is to do, in figures that tell of no server. */
export const StatsCommand = command({
  name: 'stats',
  visibility: 'asker',
  use:
    ({ speech, tonearm, guildId, interaction }) =>
    () => {
      const { sessions, memory } = tonearm.resourceStatus();
      const { succeeded, failed, cancelled, uptimeMs } = tonearm.status(guildId).stats;
      return [
        speech.say('stats.servers', { servers: interaction.client.guilds.cache.size, active: sessions.active }),
        speech.say('stats.requests', { succeeded, failed, cancelled }),
        speech.say('stats.uptime', { time: speech.spokenTime(uptimeMs) }),
        speech.say('stats.memory', { megabytes: Math.round(memory.residentBytes / 1_000_000) }),
      ].join('\n');
    },
});
