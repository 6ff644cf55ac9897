import { escapedLine, maskedLink, webAddress } from '@tonearm/core';
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { requirePlaying } from '../controls/requirements.js';
import { toMessageOptions } from '../replies/message-options.js';
import { trackWords } from '../replies/track-words.js';
import { command } from './tonearm-command.js';

const LONGEST_NAME = 80;

/** `/grab`: the track that plays, as a direct message to keep. */
export const GrabCommand = command({
  name: 'grab',
  visibility: 'asker',
  use: (asked) => {
    const { speech, member, interaction, parts } = asked;
    const { track } = requirePlaying(asked).entry.content;
    const link = webAddress(track.url) === undefined ? '' : maskedLink(escapedLine(track.url, LONGEST_NAME), track.url);
    return async () => {
      const server = escapedLine(interaction.guild.name, LONGEST_NAME);
      const lines = [speech.say('grab.message', { server }), trackWords(track, speech), link].filter(
        (line) => line !== '',
      );
      try {
        await member.send(toMessageOptions({ text: lines.join('\n') }));
        return speech.say('grab.done');
      } catch (error) {
        if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.CannotSendMessagesToThisUser))
          throw error;
        parts.logger.debug('A direct message was refused', { error });
        return speech.say('grab.closed', { track: trackWords(track, speech), link }).trim();
      }
    };
  },
});
