import { type ApplicationCommandOptionData, ApplicationCommandOptionType, ChannelType } from 'discord.js';
import { speechIn } from '../texts/speech.js';
import { described, inOtherLanguages, type TextWithoutPlaces } from './described.js';

/** An option of a command. Ranges are not told to Discord: our own refusal says them in words. */
export type OptionSpec = {
  readonly name: string;
  /** The key of its description. */
  readonly text: TextWithoutPlaces;
  readonly required?: boolean;
} & (
  | { readonly type: 'text'; readonly completes?: boolean; readonly choices?: readonly Choice[] }
  | { readonly type: 'number' | 'flag' | 'member' | 'file' | 'role' | 'channel' }
);

/** One of the values that can be picked; a key makes its name one of each language. */
export interface Choice {
  readonly value: string;
  readonly text?: TextWithoutPlaces;
}

/** Where people write. */
const TEXT_CHANNELS = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildVoice] as const;

/** An option as discord.js registers it. */
export function optionData(option: OptionSpec): ApplicationCommandOptionData {
  const { name, text, required = false } = option;
  const facts = { name, ...described(text), required };
  switch (option.type) {
    case 'text':
      return option.choices
        ? { ...facts, type: ApplicationCommandOptionType.String, choices: option.choices.map(choiceData) }
        : { ...facts, type: ApplicationCommandOptionType.String, autocomplete: option.completes ?? false };
    case 'number':
      return { ...facts, type: ApplicationCommandOptionType.Integer };
    case 'flag':
      return { ...facts, type: ApplicationCommandOptionType.Boolean };
    case 'member':
      return { ...facts, type: ApplicationCommandOptionType.User };
    case 'role':
      return { ...facts, type: ApplicationCommandOptionType.Role };
    case 'channel':
      return { ...facts, type: ApplicationCommandOptionType.Channel, channelTypes: TEXT_CHANNELS };
    case 'file':
      return { ...facts, type: ApplicationCommandOptionType.Attachment };
  }
}

function choiceData({ value, text }: Choice) {
  if (text === undefined) return { name: value, value };
  return { name: speechIn('en').say(text), nameLocalizations: inOtherLanguages(text), value };
}
