import { expect } from 'chai';
import type { Audience } from '../../src/playback/audience.js';
import type { Session } from '../../src/playback/session.js';

/** Who listens in the channel of a session, who has paused it, and so whether it may play. */
export class TownAudience implements Audience {
  #present = 1;
  /** A listener has paused, and none has resumed since. */
  #pausedByHand = false;
  /** A listener lets it play on although nobody is there. */
  #overruled = false;

  listenersIn(): number {
    return this.#present;
  }

  onChange(): () => void {
    return () => {};
  }

  allGo(session: Session): void {
    this.#present = 0;
    session.audienceChanged();
  }

  oneComes(session: Session): void {
    this.#present += 1;
    // Where voice is, it is known who is there.
    if (session.snapshot.voice?.status === 'ready') this.#overruled = false;
    session.audienceChanged();
  }

  pause(session: Session): void {
    this.#pausedByHand = true;
    this.#overruled = false;
    session.controls.pause();
  }

  resume(session: Session): void {
    this.#pausedByHand = false;
    this.#overruled = session.snapshot.alone;
    session.controls.resume();
  }

  /** Alone it pauses, unless it is told to play on; among listeners, only when one of them has paused it. */
  expectPausedRightly({ snapshot: { playing, alone } }: Session): void {
    if (!playing) return;
    if (alone && !this.#overruled) expect(playing.paused, 'alone').to.equal(true);
    if (!alone && !this.#pausedByHand) expect(playing.paused, 'among listeners').to.equal(false);
  }
}
