import { type Plugin, tokens } from '@tonearm/core';
import { DiscordVoiceConnector } from './discord-voice-connector.js';
import type { VoiceTimes } from './voice-times.js';

export interface DiscordVoiceOptions {
  /** Other waiting times than the usual ones. */
  readonly times?: Partial<VoiceTimes>;
}

/** Sound into Discord's voice channels. Needs a `VoiceGateway`, which the front end provides. */
export function discordVoice(options: DiscordVoiceOptions = {}): Plugin {
  return {
    name: 'discord-voice',
    setup: ({ provideLazily, clock, logger }) => {
      let connector: DiscordVoiceConnector | undefined;
      provideLazily(tokens.voiceConnector, (container) => {
        connector = new DiscordVoiceConnector(
          { gateway: container.resolve(tokens.voiceGateway), clock, logger },
          options.times,
        );
        return connector;
      });
      return () => connector?.close();
    },
  };
}
