import type { Wording } from '../model/phrase.js';
import type { Sound } from '../audio/sound.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { Reference } from '../model/query.js';
import type { Resolution } from '../model/resolution.js';
import type { Task } from '../scheduler/task.js';
import type { Answer } from './entries-of.js';
import type { PlayerMessage } from './player-messages.js';
import type { QueueEntry, QueuePlace, TrackEntry } from './queue-entry.js';
import type { QueuePart } from './queue-positions.js';
import type { SessionModes } from './session-events.js';
import type { SessionRecord } from './session-record.js';
import type { VoiceMessage } from './session-voice.js';

/** A request that wants a place in the queue. */
export interface Reservation {
  readonly requestId: string;
  readonly requestedBy: string;
  readonly query: string;
  readonly place: QueuePlace;
}

/** What comes into the queue. */
export type IntakeMessage =
  | { readonly type: 'reserve'; readonly entry: QueueEntry }
  | { readonly type: 'looking-up'; readonly entryId: string; readonly task: Task<Resolution> }
  | { readonly type: 'found'; readonly entryId: string; readonly answer: Answer }
  /** What stands behind a playlist's item, or a further page. */
  | { readonly type: 'looked-up'; readonly entryId: string; readonly resolution: Resolution }
  | { readonly type: 'not-found'; readonly entryId: string; readonly error: TonearmError };

/** How the queue is arranged and repeats. */
export type ArrangeMessage =
  | { readonly type: 'move'; readonly entryId: string; readonly beforeId: string | null }
  | { readonly type: 'shuffle'; readonly order: 'random' | 'fair' }
  | { readonly type: 'set'; readonly modes: Partial<SessionModes> };

/** Everything that can change a session. */
export type SessionMessage =
  /** A session of an earlier process goes on in this one; comes first. */
  | { readonly type: 'restore'; readonly record: SessionRecord; readonly positionMs: number | undefined }
  | { readonly type: 'join'; readonly channelId: string }
  /** Without an entry nothing played. A second one for the same track comes too late. */
  | { readonly type: 'skip'; readonly entryId: string | undefined; readonly passOver: readonly QueuePart[] }
  | { readonly type: 'previous'; readonly entryId: string }
  | { readonly type: 'take'; readonly parts: readonly QueuePart[] }
  | { readonly type: 'set-paused'; readonly paused: boolean }
  /** A place in that track, in milliseconds. */
  | { readonly type: 'seek'; readonly entryId: string; readonly positionMs: number }
  /** Another recording in place of that track. */
  | { readonly type: 'play-instead'; readonly entryId: string; readonly content: TrackEntry['content'] }
  /** Listeners have another say about what is played for this one. */
  | { readonly type: 'match-anew'; readonly wanted: Reference }
  | { readonly type: 'set-sound'; readonly sound: Sound }
  | { readonly type: 'stop' }
  | { readonly type: 'clear' }
  | { readonly type: 'leave'; readonly reason: Wording }
  /** Someone came into a voice channel or left one. */
  | { readonly type: 'audience' }
  /** The output has sound to send, and does not send it. */
  | { readonly type: 'stuck' }
  /** A pause is over, or something was found: there may be something to start. */
  | { readonly type: 'look-again' }
  | IntakeMessage
  | ArrangeMessage
  | VoiceMessage
  | PlayerMessage;
