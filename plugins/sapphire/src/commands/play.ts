import { type ApplicationCommandRegistry, Command } from '@sapphire/framework';
import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { requestCommand, requestTrack, suggestTracks } from './request-track.js';
import { register } from './tonearm-command.js';

/** `/play query priority`: answers at once, finds the track in the background, plays it.  */
export class PlayCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(registry, requestCommand('play', 'Play a track or a playlist'));
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return requestTrack(interaction);
  }

  override autocompleteRun(interaction: AutocompleteInteraction): Promise<void> {
    return suggestTracks(interaction);
  }
}
