import type { ChatInputCommandInteraction, Interaction } from 'discord.js';
import type { SandboxInteraction } from '../../src/index.js';
import { type ConnectedBot, deferred } from '../support/connected-bot.js';

/** The bot's next interaction, unanswered. */
export function arrivingInteraction(bot: ConnectedBot): Promise<Interaction> {
  const next = deferred<Interaction>();
  bot.client.once('interactionCreate', next.resolve);
  return next.promise;
}

/** Ada uses `/play`: what she sees of it, and what has come to the bot, unanswered. */
export async function usedCommand(
  bot: ConnectedBot,
): Promise<{ readonly sent: SandboxInteraction; readonly interaction: ChatInputCommandInteraction }> {
  const arrived = arrivingInteraction(bot);
  const sent = await bot.ada.command(bot.text, 'play', { query: 'needle' });
  const interaction = await arrived;
  if (!interaction.isChatInputCommand()) throw new Error('No command came');
  return { sent, interaction };
}
