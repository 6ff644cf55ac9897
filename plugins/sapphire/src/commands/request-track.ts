import { container } from '@sapphire/framework';
import { isPriority, MAX_QUERY_LENGTH, PRIORITIES, type Priority } from '@tonearm/core';
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  SlashCommandBuilder,
  type SlashCommandOptionsOnlyBuilder,
} from 'discord.js';
import { answer, playableChannelOf, Refusal } from '../answer.js';
import { isDj } from '../permissions.js';
import { toChoices } from '../replies/choices.js';

/** Discord waits three seconds for suggestions; a late answer is an error to the listener, no answer is not. */
const SUGGEST_MS = 2_000;

/** What `/play` and `/aplay` look like; they differ in their name alone. */
export function requestCommand(name: string, description: string): SlashCommandOptionsOnlyBuilder {
  return new SlashCommandBuilder()
    .setName(name)
    .setDescription(description)
    .setContexts(InteractionContextType.Guild)
    .addStringOption((option) =>
      option.setName('query').setDescription('A link, or words to search for').setRequired(true).setAutocomplete(true),
    )
    .addStringOption((option) =>
      option
        .setName('priority')
        .setDescription('How soon to look it up; urgent and high are for DJs')
        .setChoices(PRIORITIES.map((priority) => ({ name: priority, value: priority }))),
    );
}

/** Asks for a track: looked up in the background, shown in the reply, played in the listener's channel. */
export function requestTrack(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
  return answer(interaction, {
    ephemeral: false,
    check: () => ({ channel: playableChannelOf(interaction.member), priority: allowedPriority(interaction) }),
    act: ({ channel, priority }, message, { id }) => {
      container.tonearm.play({
        id,
        guildId: interaction.guildId,
        voiceChannelId: channel.id,
        requestedBy: interaction.user.id,
        text: interaction.options.getString('query', true),
        priority,
        place: 'end',
        message,
      });
      return undefined;
    },
  });
}

/** What the sources make of what has been typed so far. */
export async function suggestTracks(interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused().slice(0, MAX_QUERY_LENGTH);
  const suggestions = await container.tonearm.suggest(typed, AbortSignal.timeout(SUGGEST_MS));
  await interaction.respond(toChoices(suggestions));
}

function allowedPriority(interaction: ChatInputCommandInteraction<'cached'>): Priority {
  const asked = interaction.options.getString('priority') ?? 'normal';
  const priority = isPriority(asked) ? asked : 'normal';
  const { djRole } = container.tonearmInSapphire;
  if ((priority === 'urgent' || priority === 'high') && !isDj(interaction.member, djRole)) {
    throw new Refusal(
      `Priority “${priority}” is for DJs: who has the role “${djRole}” or may manage the server, or listens alone.`,
    );
  }
  return priority;
}
