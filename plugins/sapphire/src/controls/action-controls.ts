import { InteractionHandler, InteractionHandlerTypes } from '@sapphire/framework';
import type { Interaction } from 'discord.js';
import { answer, refuse } from '../answer.js';
import { Asked, speechFor } from '../asked.js';
import { ACTION_PREFIX } from '../replies/message-options.js';
import { speechIn } from '../texts/speech.js';
import { ACTIONS } from './actions.js';

/** The buttons and menus under our messages, old ones too; those of others are left alone. */
export class ActionControls extends InteractionHandler {
  constructor(context: InteractionHandler.LoaderContext, options: InteractionHandler.Options) {
    super(context, { ...options, interactionHandlerType: InteractionHandlerTypes.MessageComponent });
  }

  override parse(interaction: Interaction) {
    const isOurs = interaction.isMessageComponent() && interaction.customId.startsWith(ACTION_PREFIX);
    return isOurs ? this.some(interaction.customId.slice(ACTION_PREFIX.length)) : this.none();
  }

  override async run(interaction: Interaction, actionId: string): Promise<void> {
    if (!interaction.isMessageComponent()) return;
    if (!interaction.inCachedGuild()) return refuse(interaction, speechIn('en').say('refuse.only-in-servers'));
    const [verb = '', ...rest] = actionId.split(':');
    const action = ACTIONS.get(verb);
    if (!action) return refuse(interaction, speechFor(interaction.guild).say('refuse.old-control'));
    const { command, visibility, use } = action;
    return answer(interaction, () => {
      const asked = Asked.admit(interaction, command);
      const work = use(asked, rest.join(':'));
      return { work, visibility: typeof visibility === 'function' ? visibility(asked) : visibility };
    });
  }
}
