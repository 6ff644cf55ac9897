import { type ApplicationCommandRegistry, Command } from '@sapphire/framework';
import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { requestCommand, requestTrack, suggestTracks } from './request-track.js';
import { register } from './tonearm-command.js';

/** `/aplay query priority`: the name by which the predecessor's listeners know `/play`.  */
export class AplayCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(registry, requestCommand('aplay', 'Play a track or a playlist (another name for /play)'));
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return requestTrack(interaction);
  }

  override autocompleteRun(interaction: AutocompleteInteraction): Promise<void> {
    return suggestTracks(interaction);
  }
}
