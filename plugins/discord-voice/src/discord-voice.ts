import { type Plugin, SetupError, tokens } from '@tonearm/core';
import { DiscordVoiceConnector } from './discord-voice-connector.js';
import type { VoiceTimes } from './voice-times.js';
import { WorkerVoiceConnector } from './worker/worker-voice-connector.js';

export interface DiscordVoiceOptions {
  /**
   * How many threads of their own send the sound, so that it leaves on time while the main thread is busy; 0 sends it
   * from the main thread. One is enough for about a hundred streams. 1 by default.
   */
  readonly workers?: number;
  /** Other waiting times than the usual ones. */
  readonly times?: Partial<VoiceTimes>;
}

const DEFAULTS = { workers: 1, times: {} };
const MOST_WORKERS = 64;

/**
 * Sound into Discord's voice channels. Needs a `VoiceGateway`, which the front end provides.
 * @throws SetupError when `workers` is no number of threads
 */
export function discordVoice(options: DiscordVoiceOptions = {}): Plugin {
  const { workers, times } = { ...DEFAULTS, ...options };
  if (!Number.isInteger(workers) || workers < 0 || workers > MOST_WORKERS)
    throw new SetupError(`Voice workers have to be a whole number from 0 to ${MOST_WORKERS}, not ${workers}.`);
  return {
    name: 'discord-voice',
    setup: ({ provideLazily, clock, logger }) => {
      let connector: DiscordVoiceConnector | WorkerVoiceConnector | undefined;
      provideLazily(tokens.voiceConnector, (container) => {
        const parts = { gateway: container.resolve(tokens.voiceGateway), clock, logger };
        connector =
          workers === 0 ? new DiscordVoiceConnector(parts, times) : new WorkerVoiceConnector(parts, workers, times);
        return connector;
      });
      return () => connector?.close();
    },
    // Workers take a moment to load; the first listener should not wait for that.
    start: (_tonearm, { container }) => {
      if (workers > 0 && container.has(tokens.voiceGateway)) container.resolve(tokens.voiceConnector);
    },
  };
}
