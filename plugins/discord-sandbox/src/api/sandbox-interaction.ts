import {
  type APIApplicationCommandOptionChoice,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  MessageFlags,
} from 'discord-api-types/v10';
import { messageJson } from '../wire/message-json.js';
import type { InteractionRecord, InteractionResponse, MessageRecord } from '../world/records.js';
import type { SandboxContext } from './sandbox-context.js';
import { waitFor } from './wait-for.js';

/** Something that the bot did about an interaction: its first answer, an edit, a follow-up … */
export interface SandboxResponse {
  readonly kind: InteractionResponse['kind'];
  /** Unix milliseconds at which the request arrived. */
  readonly atMs: number;
  /** The message as it stood then; `undefined` for answers without one. */
  readonly message: APIMessage | undefined;
}

/** One use of the bot, as who used it sees it. All getters tell the present state. */
export class SandboxInteraction {
  #last: InteractionRecord | undefined;

  constructor(
    private readonly context: SandboxContext,
    readonly id: string,
  ) {}

  /** Unix milliseconds at which it was sent to the bot. */
  get createdAtMs(): number {
    return this.#record.createdAtMs;
  }

  /** Unix milliseconds of the first answer. */
  get acknowledgedAtMs(): number | undefined {
    return this.#record.acknowledgement?.atMs;
  }

  /** The type of the first answer, a number of `InteractionResponseType`. */
  get callbackType(): number | undefined {
    return this.#record.acknowledgement?.callbackType;
  }

  /** Whether the time for a first answer is over without one: "The application did not respond". */
  get unanswered(): boolean {
    return this.#record.unanswered;
  }

  /** Whether the answer is for this user's eyes only. */
  get ephemeral(): boolean {
    return this.#record.acknowledgement?.ephemeral ?? false;
  }

  /** Whether "is thinking …" is shown. */
  get thinking(): boolean {
    return ((this.message?.flags ?? 0) & MessageFlags.Loading) !== 0;
  }

  /** The answer as it stands now; for a component's update this is the message the component is on. */
  get message(): APIMessage | undefined {
    const { channelId, originalMessageId } = this.#record;
    const message =
      originalMessageId === null ? undefined : this.context.world.messages.find(channelId, originalMessageId);
    return message === undefined ? undefined : this.#json(message);
  }

  /** Everything that the bot did, in order. */
  get responses(): readonly SandboxResponse[] {
    return this.#record.responses.map(({ kind, atMs, message }) => ({
      kind,
      atMs,
      message: message === null ? undefined : this.#json(message),
    }));
  }

  /** The follow-ups, as they stood when they were sent. */
  get followUps(): readonly APIMessage[] {
    return this.responses.flatMap(({ kind, message }) =>
      kind === 'follow-up' && message !== undefined ? [message] : [],
    );
  }

  /** What autocomplete suggested. */
  get choices(): readonly APIApplicationCommandOptionChoice[] | undefined {
    return this.#record.acknowledgement?.choices ?? undefined;
  }

  get modal(): APIModalInteractionResponseCallbackData | undefined {
    return this.#record.acknowledgement?.modal ?? undefined;
  }

  get channelId(): string {
    return this.#record.channelId;
  }

  get sourceMessageId(): string | null {
    return this.#record.sourceMessageId;
  }

  /** Resolves when the predicate holds, now or after any event. Rejects with what was seen instead. */
  async waitFor(predicate: (state: SandboxInteraction) => boolean, timeoutMs?: number): Promise<this> {
    await waitFor(this.context.world, () => (predicate(this) ? true : undefined), {
      what: 'an interaction to come so far',
      seen: () => this.#summary(),
      timeoutMs,
    });
    return this;
  }

  /** Resolves with the answer once there is one that is no longer "thinking". */
  async waitForReply(timeoutMs?: number): Promise<APIMessage> {
    return waitFor(this.context.world, () => (this.thinking ? undefined : this.message), {
      what: 'a reply',
      seen: () => this.#summary(),
      timeoutMs,
    });
  }

  get #record(): InteractionRecord {
    this.#last = this.context.world.interactions.find(this.id) ?? this.#last;
    if (this.#last === undefined) throw new Error(`Interaction ${this.id} is not known any more`);
    return this.#last;
  }

  #summary(): string {
    const { callbackType } = this;
    const responses = this.responses.map(({ kind, message }) => ({
      kind,
      content: message?.content,
      embeds: message?.embeds,
    }));
    return JSON.stringify({ callbackType, responses });
  }

  #json(message: MessageRecord): APIMessage {
    return messageJson(this.context.world, this.context.origin(), message);
  }
}
