import type { MessageContent } from '../model/message-content.js';

/**
 * One message that a front end lets us edit. It answers slowly, refuses, or dies as Discord does;
 * whoever writes to it does so through a `ProgressPublisher`.
 */
export interface MessageTarget {
  /** Resolves when the front end has taken the edit; rejects when it did not. */
  edit(content: MessageContent): Promise<void>;
  /** Tells the requester something new when the message itself is gone. */
  followUp(content: MessageContent): Promise<void>;
}
