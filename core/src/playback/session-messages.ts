import type { TonearmError } from '../errors/tonearm-error.js';
import type { Resolution } from '../model/resolution.js';
import type { Task } from '../scheduler/task.js';
import type { Answer } from './entries-of.js';
import type { PlayerMessage } from './player-messages.js';
import type { QueuePlace } from './queue.js';
import type { QueueEntry } from './queue-entry.js';
import type { SessionRecord } from './session-record.js';
import type { VoiceMessage } from './session-voice.js';

/** A request that wants a place in the queue. */
export interface Reservation {
  readonly requestId: string;
  readonly requestedBy: string;
  readonly query: string;
  readonly place: QueuePlace;
}

/** Everything that can change a session. */
export type SessionMessage =
  /** A session of an earlier process goes on in this one; comes first. */
  | { readonly type: 'restore'; readonly record: SessionRecord; readonly positionMs: number | undefined }
  | { readonly type: 'join'; readonly channelId: string }
  | { readonly type: 'reserve'; readonly entry: QueueEntry; readonly place: QueuePlace }
  | { readonly type: 'looking-up'; readonly entryId: string; readonly task: Task<Resolution> }
  | { readonly type: 'found'; readonly entryId: string; readonly answer: Answer }
  | { readonly type: 'not-found'; readonly entryId: string; readonly error: TonearmError }
  /** A second one for the same track comes too late. */
  | { readonly type: 'skip'; readonly entryId: string }
  | { readonly type: 'set-paused'; readonly paused: boolean }
  | { readonly type: 'stop' }
  | { readonly type: 'leave'; readonly reason: string }
  | { readonly type: 'pause-over' }
  | VoiceMessage
  | PlayerMessage;
