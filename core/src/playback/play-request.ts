import type { Priority } from '../model/priority.js';
import type { Reference } from '../model/query.js';
import type { Track } from '../model/track.js';
import type { MessageTarget } from '../progress/message-target.js';
import type { QueuePlace } from './queue-entry.js';
import type { QueueRules } from './queue-rules.js';
import type { Added } from './session-events.js';

/** What a listener asks for. */
export interface PlayRequest {
  /** From `newTaskId`, when a front end has told it to its log already; made here otherwise. */
  readonly id?: string;
  readonly guildId: string;
  readonly voiceChannelId: string;
  /** The listener's id. */
  readonly requestedBy: string;
  /** A link, or words to search for, as typed. */
  readonly text: string;
  /** What it is called, where the text is not for reading, as the address of a file that is attached. */
  readonly title?: string;
  /** What exactly is meant, where that is known: the text is only what it is called. */
  readonly reference?: Reference;
  /** What is to be played, where that is known: nothing is looked up, and the text is only what it is called. */
  readonly tracks?: readonly (Track | Reference)[];
  readonly priority: Priority;
  readonly place: QueuePlace;
  /** What the guild lets into its queue; holds until others come. */
  readonly rules?: QueueRules;
  /** The message in which progress, and then what plays, is shown. */
  readonly message?: MessageTarget;
}

/** The receipt of a request. */
export interface PlayTicket {
  /** For asking about the request and cancelling it. */
  readonly taskId: string;
  /**
   * Resolves once the request would survive a crash; the message shows its task id only then. Rejects with a StoreError
   * when it would not, and is played all the same. May be left alone.
   */
  readonly accepted: Promise<void>;
  /** What was added to the queue. Rejects with a TonearmError; may be left alone. */
  readonly added: Promise<Added>;
}
