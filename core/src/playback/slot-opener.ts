import type { Sound } from '../audio/sound.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { PlayerMessage } from './player-messages.js';
import type { TrackEntry } from './queue-entry.js';
import { isHelpedOut, type Slot } from './slot.js';
import type { FadeFrom, StreamOpener } from './stream-opener.js';

export interface SlotOpenerParts {
  readonly guildId: string;
  readonly opener: StreamOpener;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Brings a message back through the session's mailbox. */
  post(message: PlayerMessage): void;
}

export interface Opening {
  readonly entry: TrackEntry;
  readonly positionMs: number;
  readonly priority: 'urgent' | 'high';
  readonly sound: Sound;
  /** What it begins together with. */
  readonly fadeFrom?: FadeFrom | undefined;
  /** What plays until then, of the same entry. */
  readonly before?: Slot;
  /** The generation whose frames the new ones follow. */
  readonly tail?: number | undefined;
  /** Why its own source is not asked any more: it is looked for at the others. */
  readonly gaveUp?: TonearmError;
}

/** Begins to open tracks, each under a generation of its own, which every message about it carries. */
export class SlotOpener {
  readonly #parts: SlotOpenerParts;
  #generations = 0;

  constructor(parts: SlotOpenerParts) {
    this.#parts = parts;
  }

  /** @throws QueueFullError when too many tracks are being opened */
  open({ entry, positionMs, priority, sound, fadeFrom, before, tail, gaveUp }: Opening): Slot {
    this.#generations += 1;
    const generation = this.#generations;
    const { guildId, opener, post, clock } = this.#parts;
    const logger = this.#parts.logger.child({ guildId, request: entry.requestId });
    const opening = opener.open({
      track: entry.content.track,
      positionMs,
      priority,
      sound,
      fadeFrom,
      mayStandIn: !isHelpedOut(entry),
      gaveUp,
      tenant: guildId,
      logger,
    });
    opening.onEvent((event) => {
      const again = event.type === 'state' && event.state.status === 'waiting-to-retry';
      if (again) post({ type: 'opening-again', generation });
      if (event.type === 'notice') post({ type: 'opening-notice', generation, words: event.words });
    });
    opening.result.then(
      (stream) => {
        post({ type: 'opened', generation, stream });
        stream.onTitle?.((title) => post({ type: 'announced', generation, title }));
      },
      (error: TonearmError) => post({ type: 'open-failed', generation, error }),
    );
    return {
      entry,
      generation,
      opening,
      fromMs: positionMs,
      fadesIn: fadeFrom !== undefined,
      sound,
      tail,
      notice: null,
      announced: before?.announced ?? null,
      begunAtMs: before?.begunAtMs ?? clock.now(),
      deaths: before?.deaths ?? 0,
      positionMs: before?.positionMs ?? positionMs,
      buffering: before?.buffering ?? true,
      started: before?.started ?? false,
      stream: undefined,
      pump: undefined,
      pumped: false,
      over: false,
      failure: undefined,
    };
  }
}
