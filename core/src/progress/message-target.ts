import type { MessageContent } from '../model/message-content.js';

/**
 * One message that a front end lets us edit. It answers slowly, refuses, or dies as Discord does;
 * whoever writes to it does so through a `ProgressPublisher`.
 */
export interface MessageTarget {
  /**
   * How the front end finds this message again after a restart; absent when it could not. It may hold secrets: it is
   * kept in the store, and never logged.
   */
  readonly address?: string;
  /**
   * The channel by which the chat service counts edits of this message, if it does: all messages of one channel then
   * share a budget. Asked before each edit, as it may change in a message's life.
   */
  readonly channelId?: string | undefined;
  /**
   * Shows this content and nothing else: what the content does not name (text, embeds, rows) is taken away.
   * Resolves when the front end has taken the edit. Rejects with a `MessageGoneError` when the message will never
   * take one again, with a `RateLimitedError` (or any error that has `retryAfterMs`) when it has to rest, with a
   * TonearmError that is not `retryable` when it refuses this content, and with anything else when a little later may do.
   */
  edit(content: MessageContent): Promise<void>;
  /** Tells the requester something new when the message itself is gone. Rejects as `edit` does. */
  followUp(content: MessageContent): Promise<void>;
}

/** Finds messages again by their address, after a restart; `undefined` for one that the front end does not know. */
export type FindMessage = (address: string) => MessageTarget | undefined;
