import type { Clock } from '@tonearm/core';
import type { HumanMember } from './human-member.js';

/** Frames that arrive this long after someone left may have been on their way while he was there. */
const IN_FLIGHT_MS = 100;

interface Leaver {
  readonly person: HumanMember;
  readonly leftAtMs: number;
}

/** The people of a channel, as those who can decrypt what arrives there. */
export class Audience {
  readonly #people = new Map<string, HumanMember>();
  readonly #decrypted = new Map<string, number>();
  #leavers: readonly Leaver[] = [];

  constructor(private readonly clock: Clock) {}

  add(person: HumanMember): void {
    this.#people.set(person.userId, person);
  }

  remove(userId: string): void {
    const person = this.#people.get(userId);
    if (person === undefined) return;
    this.#people.delete(userId);
    this.#leavers = [...this.#leavers, { person, leftAtMs: this.clock.now() }];
  }

  /** How many frames somebody who is or was here has decrypted. */
  decryptedBy(userId: string): number {
    return this.#decrypted.get(userId) ?? 0;
  }

  clear(): void {
    this.#people.clear();
    this.#leavers = [];
  }

  /**
   * A bot's frame as the audience hears it. Each of them decrypts it with their own keys; one who has just joined lacks
   * those of the epoch before. `undefined` when nobody could.
   */
  open(userId: string, frame: Uint8Array, arrivedAtMs: number): Uint8Array | undefined {
    this.#leavers = this.#leavers.filter(({ leftAtMs }) => arrivedAtMs <= leftAtMs + IN_FLIGHT_MS);
    let heard: Uint8Array | undefined;
    for (const person of this.#people.values()) {
      const opened = person.ready ? person.open(userId, frame) : undefined;
      if (opened === undefined) continue;
      this.#decrypted.set(person.userId, this.decryptedBy(person.userId) + 1);
      heard ??= opened;
    }
    for (const { person } of this.#leavers) heard ??= person.open(userId, frame);
    return heard;
  }
}
