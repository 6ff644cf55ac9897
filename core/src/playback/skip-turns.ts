import type { Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import type { FailurePause } from './failure-pause.js';
import type { Intake } from './intake.js';
import type { Player } from './player.js';
import type { Programme } from './programme.js';
import type { QueuePart } from './queue-positions.js';
import type { EndReason, SessionEvent } from './session-events.js';

export interface SkipTurnsParts {
  readonly programme: Programme;
  readonly player: Player;
  readonly intake: Intake;
  readonly failurePause: FailurePause;
  newId(): string;
  emit(event: SessionEvent): void;
}

/** What follows when what plays is ended before its time, or what waits is given up. Each method is a part of a turn. */
export class SkipTurns {
  readonly #parts: SkipTurnsParts;

  constructor(parts: SkipTurnsParts) {
    this.#parts = parts;
  }

  /** Ends what plays, if it is still that. @param passOver what is passed over behind it */
  skip(entryId: string | undefined, passOver: readonly QueuePart[]): void {
    const { programme, player, intake, newId } = this.#parts;
    if (player.playing?.entry.id !== entryId) return;
    const lost = programme.passOver(passOver, newId);
    this.endCurrent('skipped');
    intake.removed(lost, phrase('over.skipped'));
  }

  /** Who wants to hear something now does not wait for what failed before. */
  interrupt(): void {
    this.#parts.failurePause.reset();
    this.endCurrent('skipped');
  }

  /** Plays again what has played, and then what plays now. */
  goBack(entryId: string): void {
    const { programme, player, failurePause, emit } = this.#parts;
    const current = player.playing?.entry;
    if (!programme.goBack(entryId, current)) return;
    failurePause.reset();
    player.stop();
    if (current) emit({ type: 'ended', entry: current, outcome: 'skipped' });
  }

  /** Ends what plays, and remembers it. */
  endCurrent(outcome: EndReason): void {
    const { programme, player, emit } = this.#parts;
    const entry = player.playing?.entry;
    if (!entry) return;
    player.stop();
    programme.ended(entry, outcome, undefined);
    emit({ type: 'ended', entry, outcome });
  }

  /** Gives up all that waits. */
  clear(reason: Wording): void {
    const { programme, intake, failurePause, emit } = this.#parts;
    failurePause.reset();
    intake.removed(programme.queue.clear(), reason);
    emit({ type: 'arranged' });
  }
}
