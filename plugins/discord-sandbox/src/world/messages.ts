import type { Clock } from '@tonearm/core';
import { MessageFlags } from 'discord-api-types/v10';
import type { MessageRecord } from './records.js';
import { refuse } from './refusal.js';
import type { Snowflakes } from './snowflakes.js';
import type { WorldEvents } from './world-event.js';

/** What a message says; what is absent from an edit stays as it was. */
export type MessageContents = Partial<
  Pick<MessageRecord, 'content' | 'embeds' | 'components' | 'attachments' | 'flags' | 'mayMention'>
>;

/** A message to be posted. */
export type MessageDraft = MessageContents &
  Pick<MessageRecord, 'channelId' | 'guildId' | 'authorId'> &
  Partial<Pick<MessageRecord, 'repliesTo' | 'visibleTo' | 'interaction'>>;

/** How long a nonce is remembered ("the past few minutes" in Discord's docs: Create Message, `enforce_nonce`), in milliseconds. */
const NONCE_MS = 5 * 60_000;

/** How many messages a channel remembers; the oldest are forgotten without a word. */
const KEPT_PER_CHANNEL = 2_000;

/** The messages of all channels, in order. */
export class Messages {
  readonly #byChannel = new Map<string, Map<string, MessageRecord>>();
  /** As it was posted. */
  readonly #byNonce = new Map<string, Pick<MessageRecord, 'id' | 'channelId'>>();

  constructor(
    private readonly events: WorldEvents,
    private readonly snowflakes: Snowflakes,
    private readonly clock: Clock,
  ) {}

  post(draft: MessageDraft): MessageRecord {
    const message: MessageRecord = {
      id: this.snowflakes.next(),
      content: '',
      embeds: [],
      components: [],
      attachments: [],
      flags: 0,
      createdAtMs: this.clock.now(),
      editedAtMs: null,
      mayMention: { users: 'all', roles: 'all', everyone: true },
      repliesTo: null,
      visibleTo: null,
      interaction: null,
      ...draft,
    };
    const channel = this.#channel(message.channelId);
    channel.set(message.id, message);
    const oldest = channel.keys().next().value;
    if (channel.size > KEPT_PER_CHANNEL && oldest !== undefined) channel.delete(oldest);
    this.events.emit({ kind: 'message-created', message });
    return message;
  }

  /**
   * Posts it, unless the same author has posted a message with the same nonce a moment ago: then that one is given back as
   * it is by now, wherever it stands.
   */
  postOnce(nonce: string, draft: MessageDraft): MessageRecord {
    const key = `${draft.authorId}/${nonce}`;
    const before = this.#byNonce.get(key);
    const known = before && this.find(before.channelId, before.id);
    if (known && this.clock.now() - known.createdAtMs < NONCE_MS) return known;
    const message = this.post(draft);
    this.#byNonce.set(key, message);
    return message;
  }

  /** Changes a message. An edit that fills a "thinking" message takes its LOADING flag and counts as no edit. */
  edit(channelId: string, messageId: string, change: MessageContents): MessageRecord {
    const before = this.get(channelId, messageId);
    const thinking = (before.flags & MessageFlags.Loading) !== 0;
    const message: MessageRecord = {
      ...before,
      ...change,
      flags: (change.flags ?? before.flags) & ~MessageFlags.Loading,
      editedAtMs: thinking ? null : this.clock.now(),
    };
    this.#channel(channelId).set(messageId, message);
    this.events.emit({ kind: 'message-updated', message });
    return message;
  }

  delete(channelId: string, messageId: string): MessageRecord {
    const message = this.get(channelId, messageId);
    this.#channel(channelId).delete(messageId);
    this.events.emit({ kind: 'message-deleted', message });
    return message;
  }

  /** Forgets all messages of a channel, without a word. */
  forget(channelId: string): void {
    this.#byChannel.delete(channelId);
  }

  /** @throws Refusal 10008 */
  get(channelId: string, messageId: string): MessageRecord {
    const message = this.find(channelId, messageId);
    if (message === undefined) throw refuse.unknownMessage();
    return message;
  }

  find(channelId: string, messageId: string): MessageRecord | undefined {
    return this.#byChannel.get(channelId)?.get(messageId);
  }

  /** Oldest first, ephemeral ones included. */
  in(channelId: string): readonly MessageRecord[] {
    return [...(this.#byChannel.get(channelId)?.values() ?? [])];
  }

  #channel(channelId: string): Map<string, MessageRecord> {
    const channel = this.#byChannel.get(channelId) ?? new Map<string, MessageRecord>();
    this.#byChannel.set(channelId, channel);
    return channel;
  }
}
