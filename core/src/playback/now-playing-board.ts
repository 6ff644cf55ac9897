import type { MessageTarget } from '../progress/message-target.js';
import type { Clock } from '../runtime/clock.js';
import { NowPlayingCard } from './now-playing-card.js';
import type { RefreshBudget } from './refresh-budget.js';
import type { SnapshotWriter } from './snapshot-writer.js';
import type { Session } from './session.js';

export interface NowPlayingBoardParts {
  readonly clock: Clock;
  readonly refreshes: RefreshBudget;
  /** Makes the writer of a message, which is drawn as its guild likes it; the id names in the log whose it is. */
  writer(message: MessageTarget, id: string, guildId: string): SnapshotWriter;
}

/** Of each guild the one message that shows whatever plays. */
export class NowPlayingBoard {
  readonly #parts: NowPlayingBoardParts;
  readonly #cards = new Map<string, NowPlayingCard>();

  constructor(parts: NowPlayingBoardParts) {
    this.#parts = parts;
  }

  /** Shows whatever plays in a session in this message, and no longer in the one that did so before. `false` when nothing plays. */
  follow(session: Session, message: MessageTarget): boolean {
    if (!session.snapshot.playing) return false;
    const { guildId } = session;
    this.#cards.get(guildId)?.replace();
    const writer = this.#parts.writer(message, guildId, guildId);
    const card: NowPlayingCard = new NowPlayingCard({
      session,
      clock: this.#parts.clock,
      refreshes: this.#parts.refreshes,
      show: (snapshot) => writer.show(snapshot),
      finish: (snapshot) => void writer.finish(snapshot),
      onOver: () => {
        if (this.#cards.get(guildId) === card) this.#cards.delete(guildId);
      },
    });
    this.#cards.set(guildId, card);
    return true;
  }

  get size(): number {
    return this.#cards.size;
  }
}
