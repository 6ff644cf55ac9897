import { container, InteractionHandler, InteractionHandlerTypes } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';
import { answer, requireSameChannel } from './answer.js';
import { cancelTask } from './cancel-task.js';
import { skippedText } from './replies/skipped-text.js';
import { ACTION_PREFIX } from './replies/message-options.js';

/** The buttons under our messages; those of others are left alone. */
export class ActionButtons extends InteractionHandler {
  constructor(context: InteractionHandler.LoaderContext, options: InteractionHandler.Options) {
    super(context, { ...options, interactionHandlerType: InteractionHandlerTypes.Button });
  }

  override parse(interaction: ButtonInteraction) {
    return interaction.customId.startsWith(ACTION_PREFIX)
      ? this.some(interaction.customId.slice(ACTION_PREFIX.length))
      : this.none();
  }

  override run(interaction: ButtonInteraction<'cached'>, action: string): Promise<void> {
    return answer(interaction, {
      ephemeral: true,
      check: () => {
        if (!action.startsWith('cancel:')) requireSameChannel(interaction.member);
      },
      act: () => act(interaction, action),
    });
  }
}

function act({ guildId, member }: ButtonInteraction<'cached'>, action: string): string {
  const { tonearm } = container;
  const [verb = '', ...rest] = action.split(':');
  switch (verb) {
    case 'cancel':
      return cancelTask(member, rest.join(':'));
    case 'pause':
      return tonearm.session(guildId)?.pause() ? 'Paused.' : 'Nothing is playing.';
    case 'resume':
      return tonearm.session(guildId)?.resume() ? 'Playing on.' : 'Nothing is paused.';
    case 'skip':
      return skippedText(tonearm.session(guildId)?.skip());
    case 'stop':
      tonearm.session(guildId)?.stop();
      return 'Stopped, and the queue is empty.';
    default:
      return 'This button is from an older version of me and no longer works. Use the commands instead.';
  }
}
