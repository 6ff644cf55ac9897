import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord-api-types/v10';
import { SandboxUsageError } from './sandbox-errors.js';

/** The `data` of a modal that was filled in (docs: Receiving and Responding, "Modal Submit Data Structure"). */
export function modalData(modal: APIModalInteractionResponseCallbackData, values: Readonly<Record<string, string>>) {
  const components = modal.components.map((row) => {
    if (row.type !== ComponentType.ActionRow) throw new SandboxUsageError('Only rows of text inputs can be filled in.');
    const inputs = row.components.map((input) => {
      const value = values[input.custom_id] ?? input.value ?? '';
      if (value === '' && input.required !== false)
        throw new SandboxUsageError(`${input.custom_id} must be filled in.`);
      return { type: input.type, custom_id: input.custom_id, value };
    });
    return { type: row.type, components: inputs };
  });
  return { custom_id: modal.custom_id, components };
}
