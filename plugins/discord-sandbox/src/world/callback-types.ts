import { InteractionResponseType } from 'discord-api-types/v10';
import type { InteractionRecord } from './records.js';
import { refuse } from './refusal.js';

const {
  ChannelMessageWithSource,
  DeferredChannelMessageWithSource,
  DeferredMessageUpdate,
  UpdateMessage,
  ApplicationCommandAutocompleteResult,
  Modal,
  LaunchActivity,
} = InteractionResponseType;

/** Which first answers each kind of interaction takes (docs: Receiving and Responding, "Interaction Callback Type"). */
const ALLOWED: Readonly<Record<InteractionRecord['kind'], readonly number[]>> = {
  command: [ChannelMessageWithSource, DeferredChannelMessageWithSource, Modal, LaunchActivity],
  autocomplete: [ApplicationCommandAutocompleteResult],
  component: [
    ChannelMessageWithSource,
    DeferredChannelMessageWithSource,
    DeferredMessageUpdate,
    UpdateMessage,
    Modal,
    LaunchActivity,
  ],
  modal: [
    ChannelMessageWithSource,
    DeferredChannelMessageWithSource,
    DeferredMessageUpdate,
    UpdateMessage,
    LaunchActivity,
  ],
};

/** @throws Refusal 50035 when an interaction of this kind cannot be answered so, or there is no message to update */
export function requireFittingType(interaction: InteractionRecord, type: number): void {
  const updates = type === UpdateMessage || type === DeferredMessageUpdate;
  if (ALLOWED[interaction.kind].includes(type) && !(updates && interaction.sourceMessageId === null)) return;
  const message = `Value must be one of {${ALLOWED[interaction.kind].join(', ')}}.`;
  throw refuse.invalidBody({ type: { _errors: [{ code: 'BASE_TYPE_CHOICES', message }] } });
}
