import {
  InteractionResponseType,
  MessageFlags,
  type APIApplicationCommandOptionChoice,
  type APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { Callback } from '../../world/interactions.js';
import type { InteractionRecord, MessageRecord } from '../../world/records.js';
import type { World } from '../../world/world.js';
import type { Body } from '../body.js';
import { checkText, isFields, listOf, objectOf } from './fields.js';
import { fieldsOf, parseMessageEdit, parseNewMessage } from './parse-message.js';
import { type Fields, Problems } from './problems.js';

/**
 * A first answer to an interaction, checked (docs: Receiving and Responding, "Interaction Response Object").
 * @throws Refusal 50035, 50006
 */
export function parseCallback(world: World, interaction: InteractionRecord | undefined, body: Body): Callback {
  const fields = fieldsOf(body);
  const type = Number(fields['type']);
  const data = isFields(fields['data']) ? fields['data'] : {};
  switch (type) {
    case InteractionResponseType.ChannelMessageWithSource:
      return { type, message: parseNewMessage(world, data, body.files) };
    case InteractionResponseType.DeferredChannelMessageWithSource: {
      const flags = typeof data['flags'] === 'number' ? data['flags'] & MessageFlags.Ephemeral : 0;
      return { type, message: { flags } };
    }
    case InteractionResponseType.UpdateMessage: {
      const source = sourceOf(world, interaction);
      return source === undefined ? { type } : { type, message: parseMessageEdit(world, source, data, body.files) };
    }
    case InteractionResponseType.ApplicationCommandAutocompleteResult:
      return { type, choices: parseChoices(data) };
    case InteractionResponseType.Modal:
      return { type, modal: parseModal(data) };
    default:
      return { type };
  }
}

function sourceOf(world: World, interaction: InteractionRecord | undefined): MessageRecord | undefined {
  if (interaction?.sourceMessageId == null) return undefined;
  return world.messages.find(interaction.channelId, interaction.sourceMessageId);
}

/** docs: Receiving and Responding, "Autocomplete": at most 25 choices. */
function parseChoices(data: Fields): readonly APIApplicationCommandOptionChoice[] {
  const problems = new Problems();
  const choices = problems.at('data').at('choices');
  const list = listOf(data['choices'], choices, { max: 25 });
  for (const [index, entry] of list.entries()) {
    const choice = objectOf(entry, choices.at(index));
    checkText(choice, 'name', choices.at(index), { min: 1, max: 100, required: true });
    if (typeof choice['value'] === 'string') checkText(choice, 'value', choices.at(index), { max: 100 });
    else if (typeof choice['value'] !== 'number')
      choices.at(index).at('value').add('BASE_TYPE_REQUIRED', 'This field is required');
  }
  problems.refuseIfAny();
  // Checked above.
  return list as readonly APIApplicationCommandOptionChoice[];
}

/** docs: Receiving and Responding, "Modal". */
function parseModal(data: Fields): APIModalInteractionResponseCallbackData {
  const problems = new Problems();
  const at = problems.at('data');
  checkText(data, 'custom_id', at, { min: 1, max: 100, required: true });
  checkText(data, 'title', at, { min: 1, max: 45, required: true });
  listOf(data['components'] ?? [], at.at('components'), { min: 1, max: 5 });
  problems.refuseIfAny();
  // Title, id and the number of rows are checked; what stands in the rows is passed on as it is.
  return data as unknown as APIModalInteractionResponseCallbackData;
}
