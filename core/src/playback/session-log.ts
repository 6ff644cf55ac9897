import { englishOf } from '../model/phrase.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { Logger } from '../runtime/logger.js';
import { isTrackEntry, type QueueEntry } from './queue-entry.js';
import type { SessionEvent } from './session-events.js';
import { readMs, type Slot } from './slot.js';

/**
 * Says in the log what becomes of each request in a guild, under the request's id. What went wrong stands there in full
 * already, told by who met it: here it is only named, by its code and words.
 */
export function logSessionEvent(logger: Logger, guildId: string, event: SessionEvent): void {
  switch (event.type) {
    case 'added': {
      const { requestId: request, added, tracksAhead } = event;
      const title = added.kind === 'track' ? added.track.title : added.title;
      return logger.info('A request was answered', { guildId, request, kind: added.kind, title, tracksAhead });
    }
    case 'started':
      return logger.info('A track plays', { guildId, ...factsOf(event.entry) });
    case 'ended':
      return logger.info('A track has ended', { guildId, ...factsOf(event.entry), outcome: event.outcome });
    case 'failed': {
      const { code, message: reason } = event.error;
      const sentence = isTrackEntry(event.entry) ? 'A track was given up' : 'A request was given up';
      return logger.warn(sentence, { guildId, ...factsOf(event.entry), code, reason });
    }
    case 'kept': {
      const { code, message: reason } = event.error;
      return logger.warn('A track goes on as it was', { guildId, ...factsOf(event.entry), code, reason });
    }
    case 'elsewhere': {
      const { answeredBy, insteadOf, score, chosen = false } = event.entry.content.detour ?? {};
      const facts = { guildId, ...factsOf(event.entry), answeredBy, insteadOf, score, chosen };
      if (!event.error) return logger.info('A track was found at a source with sound', facts);
      const { code, message: reason } = event.error;
      return logger.warn('A track goes on from another source', { ...facts, code, reason });
    }
    case 'removed':
      return logger.info('An entry left the queue', {
        guildId,
        ...factsOf(event.entry),
        reason: englishOf(event.reason),
      });
    case 'voice': {
      const { status } = event.state;
      return logger.debug('The voice connection has changed', { guildId, status });
    }
    case 'closed':
      return logger.info('A session is over', { guildId, reason: englishOf(event.reason) });
    default:
  }
}

/** Says that the stream of what plays has died; whether it is opened again is told by what follows. */
export function logBreak(
  { guildId, logger }: { readonly guildId: string; readonly logger: Logger },
  slot: Slot,
  error: TonearmError,
): void {
  const facts = { guildId, ...factsOf(slot.entry), attempt: slot.deaths + 1, positionMs: Math.round(readMs(slot)) };
  logger.warn('A stream broke off', { ...facts, error });
}

function factsOf(entry: QueueEntry): Readonly<Record<string, unknown>> {
  const { id, requestId: request, content } = entry;
  if (content.kind === 'track') return { request, entry: id, title: content.track.title, source: content.track.source };
  return { request, entry: id, kind: content.kind };
}
