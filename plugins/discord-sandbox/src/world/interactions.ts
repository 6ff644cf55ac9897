import { randomBytes } from 'node:crypto';
import type { Clock } from '@tonearm/core';
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { requireFittingType } from './callback-types.js';
import type { MessageContents, Messages } from './messages.js';
import type {
  Acknowledgement,
  InteractionRecord,
  InteractionResponse,
  MessageOrigin,
  MessageRecord,
} from './records.js';
import { refuse } from './refusal.js';
import type { Snowflakes } from './snowflakes.js';
import type { WorldEvents } from './world-event.js';

/** How long an interaction waits. Discord's own times are 3 s and 15 min (docs: Receiving and Responding). */
export interface InteractionTimes {
  /** How long the first answer may take, in milliseconds. */
  readonly acknowledgeMs: number;
  /** How long the token may be used for edits and follow-ups, in milliseconds. */
  readonly tokenMs: number;
}

/** Who used what, and where. */
export type InteractionDraft = Pick<
  InteractionRecord,
  'kind' | 'userId' | 'guildId' | 'channelId' | 'data' | 'sourceMessageId'
>;

/** A first answer, checked: the type, and what comes with it. */
export interface Callback {
  readonly type: number;
  readonly message?: MessageContents;
  readonly choices?: Acknowledgement['choices'];
  readonly modal?: Acknowledgement['modal'];
}

/** Interactions are forgotten, oldest first, when there are more than these, or their token has been dead for so long. */
const KEPT = 5_000;
const KEPT_AFTER_TOKEN_MS = 3_600_000;

/** The life of interactions: created, acknowledged once and in time, then answered while the token lives. */
export class Interactions {
  readonly #byId = new Map<string, InteractionRecord>();
  readonly #idByToken = new Map<string, string>();

  constructor(
    private readonly events: WorldEvents,
    private readonly snowflakes: Snowflakes,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly botUserId: string,
    private readonly times: InteractionTimes,
  ) {}

  open(draft: InteractionDraft): InteractionRecord {
    const interaction: InteractionRecord = {
      ...draft,
      id: this.snowflakes.next(),
      token: randomBytes(48).toString('base64url'),
      createdAtMs: this.clock.now(),
      acknowledgement: null,
      unanswered: false,
      originalMessageId: null,
      responses: [],
    };
    this.#byId.set(interaction.id, interaction);
    this.#idByToken.set(interaction.token, interaction.id);
    this.#forgetOld();
    this.clock.after(this.times.acknowledgeMs, () => this.#tellIfUnanswered(interaction.id));
    this.events.emit({ kind: 'interaction-created', interaction });
    return interaction;
  }

  find(id: string): InteractionRecord | undefined {
    return this.#byId.get(id);
  }

  /**
   * The interaction, if it can still be acknowledged.
   * @throws Refusal 10062 for an unknown or late one, 40060 for one that has been acknowledged
   */
  requireOpen(id: string, token: string): InteractionRecord {
    const interaction = this.#byId.get(id);
    if (interaction === undefined || interaction.token !== token) throw refuse.unknownInteraction();
    if (interaction.acknowledgement !== null) throw refuse.alreadyAcknowledged();
    const late = this.clock.now() - interaction.createdAtMs > this.times.acknowledgeMs;
    if (late || interaction.unanswered) throw refuse.unknownInteraction();
    return interaction;
  }

  /**
   * The first answer.
   * @throws Refusal 10062 for an unknown or late one, 40060 for a second, 50035 for a type that does not fit
   */
  acknowledge(
    id: string,
    token: string,
    callback: Callback,
  ): { interaction: InteractionRecord; message: MessageRecord | null } {
    const interaction = this.requireOpen(id, token);
    requireFittingType(interaction, callback.type);

    const ephemeral = ((callback.message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    // Marked before anything is posted, so that no listener can see a message of an unacknowledged interaction.
    const acknowledgement = {
      callbackType: callback.type,
      atMs: this.clock.now(),
      ephemeral,
      choices: callback.choices ?? null,
      modal: callback.modal ?? null,
    };
    this.#byId.set(id, { ...interaction, acknowledgement });
    const message = this.#applyCallback(interaction, callback, ephemeral);
    this.#change(id, { originalMessageId: message?.id ?? null });
    return { interaction: this.#respond(id, 'callback', message), message };
  }

  /**
   * The interaction whose token still takes edits and follow-ups.
   * @throws Refusal 10015 for an unknown token or one never acknowledged, 50027 for one that is too old
   */
  requireAnswerable(token: string): InteractionRecord {
    const id = this.#idByToken.get(token);
    const interaction = id === undefined ? undefined : this.#byId.get(id);
    if (interaction === undefined) throw refuse.unknownWebhook();
    if (this.clock.now() - interaction.createdAtMs > this.times.tokenMs) throw refuse.deadToken();
    if (interaction.acknowledgement === null) throw refuse.unknownWebhook();
    return interaction;
  }

  /** @throws Refusal 10015, 50027, 10008 */
  original(token: string): MessageRecord {
    const interaction = this.requireAnswerable(token);
    return this.#originalOf(interaction);
  }

  editOriginal(token: string, change: MessageContents): MessageRecord {
    const interaction = this.requireAnswerable(token);
    const message = this.messages.edit(interaction.channelId, this.#originalOf(interaction).id, change);
    this.#respond(interaction.id, 'edit', message);
    return message;
  }

  deleteOriginal(token: string): void {
    const interaction = this.requireAnswerable(token);
    const message = this.messages.delete(interaction.channelId, this.#originalOf(interaction).id);
    this.#respond(interaction.id, 'delete', message);
  }

  /** A further message. The first one after a "thinking" answer fills that one instead, ephemeral or not as it was. */
  followUp(token: string, contents: MessageContents): MessageRecord {
    const interaction = this.requireAnswerable(token);
    const message = this.#fillThinking(interaction, contents) ?? this.#post(interaction, contents);
    this.#respond(interaction.id, 'follow-up', message);
    return message;
  }

  /** A message of this interaction: the original or a follow-up. */
  message(token: string, messageId: string): MessageRecord {
    const interaction = this.requireAnswerable(token);
    const message = this.messages.get(interaction.channelId, messageId);
    const own = message.interaction?.interactionId === interaction.id || messageId === interaction.originalMessageId;
    if (!own) throw refuse.unknownMessage();
    return message;
  }

  editFollowUp(token: string, messageId: string, change: MessageContents): MessageRecord {
    const before = this.message(token, messageId);
    const message = this.messages.edit(before.channelId, messageId, change);
    this.#respond(this.requireAnswerable(token).id, 'follow-up-edit', message);
    return message;
  }

  deleteFollowUp(token: string, messageId: string): void {
    const message = this.message(token, messageId);
    this.messages.delete(message.channelId, messageId);
    this.#respond(this.requireAnswerable(token).id, 'follow-up-delete', message);
  }

  #applyCallback(interaction: InteractionRecord, callback: Callback, ephemeral: boolean): MessageRecord | null {
    const source = interaction.sourceMessageId;
    switch (callback.type) {
      case InteractionResponseType.ChannelMessageWithSource:
        return this.#post(interaction, callback.message ?? {});
      case InteractionResponseType.DeferredChannelMessageWithSource:
        return this.#post(interaction, { flags: MessageFlags.Loading | (ephemeral ? MessageFlags.Ephemeral : 0) });
      case InteractionResponseType.UpdateMessage:
        return source === null ? null : this.messages.edit(interaction.channelId, source, callback.message ?? {});
      case InteractionResponseType.DeferredMessageUpdate:
        return source === null ? null : (this.messages.find(interaction.channelId, source) ?? null);
      default:
        return null;
    }
  }

  #fillThinking(interaction: InteractionRecord, contents: MessageContents): MessageRecord | undefined {
    const original = this.#findOriginal(interaction);
    if (original === undefined || (original.flags & MessageFlags.Loading) === 0) return undefined;
    const ephemeral = original.flags & MessageFlags.Ephemeral;
    const flags = ((contents.flags ?? 0) & ~MessageFlags.Ephemeral) | ephemeral;
    return this.messages.edit(interaction.channelId, original.id, { ...contents, flags });
  }

  #post(interaction: InteractionRecord, contents: MessageContents): MessageRecord {
    const ephemeral = ((contents.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    return this.messages.post({
      ...contents,
      channelId: interaction.channelId,
      guildId: interaction.guildId,
      authorId: this.botUserId,
      visibleTo: ephemeral ? interaction.userId : null,
      interaction: originOf(interaction),
    });
  }

  #findOriginal(interaction: InteractionRecord): MessageRecord | undefined {
    const id = interaction.originalMessageId;
    return id === null ? undefined : this.messages.find(interaction.channelId, id);
  }

  #originalOf(interaction: InteractionRecord): MessageRecord {
    const message = this.#findOriginal(interaction);
    if (message === undefined) throw refuse.unknownMessage();
    return message;
  }

  #respond(id: string, kind: InteractionResponse['kind'], message: MessageRecord | null): InteractionRecord {
    const response: InteractionResponse = { kind, atMs: this.clock.now(), message };
    const interaction = this.#change(id, { responses: [...(this.#byId.get(id)?.responses ?? []), response] });
    this.events.emit({ kind: 'interaction-responded', interaction, response });
    return interaction;
  }

  /** Who used the bot reads "The application did not respond". */
  #tellIfUnanswered(id: string): void {
    const interaction = this.#byId.get(id);
    if (interaction === undefined || interaction.acknowledgement !== null) return;
    this.events.emit({ kind: 'interaction-unanswered', interaction: this.#change(id, { unanswered: true }) });
  }

  #change(id: string, change: Partial<InteractionRecord>): InteractionRecord {
    const before = this.#byId.get(id);
    if (before === undefined) throw refuse.unknownInteraction();
    const interaction = { ...before, ...change };
    this.#byId.set(id, interaction);
    return interaction;
  }

  #forgetOld(): void {
    const bornBeforeMs = this.clock.now() - this.times.tokenMs - KEPT_AFTER_TOKEN_MS;
    for (const [id, { token, createdAtMs }] of this.#byId) {
      if (this.#byId.size <= KEPT && createdAtMs >= bornBeforeMs) return;
      this.#byId.delete(id);
      this.#idByToken.delete(token);
    }
  }
}

function originOf(interaction: InteractionRecord): MessageOrigin {
  const name = interaction.data['name'];
  return {
    interactionId: interaction.id,
    userId: interaction.userId,
    kind: interaction.kind,
    commandName: typeof name === 'string' ? name : null,
  };
}
