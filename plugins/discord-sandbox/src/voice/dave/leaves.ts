import type { ProposedChange } from './external-sender.js';

/** Who sits on which leaf of a group's tree. The voice server has to know, for a Remove proposal names the leaf. */
export class Leaves {
  readonly #userIds: (string | null)[] = [];

  /** The members, in the order of their leaves. */
  get userIds(): readonly string[] {
    return this.#userIds.filter((userId) => userId !== null);
  }

  get empty(): boolean {
    return this.userIds.length === 0;
  }

  has(userId: string): boolean {
    return this.#userIds.includes(userId);
  }

  /** @throws RangeError for someone who is not in the group. */
  indexOf(userId: string): number {
    const leaf = this.#userIds.indexOf(userId);
    if (leaf === -1) throw new RangeError(`User ${userId} has no leaf in this group.`);
    return leaf;
  }

  /** What a commit does: removals first, then each addition takes the leftmost free leaf (RFC 9420 §12.3, §7.7). */
  apply(changes: readonly ProposedChange[]): void {
    for (const change of changes) if (change.kind === 'remove') this.#userIds[change.leaf] = null;
    for (const change of changes) if (change.kind === 'add') this.add(change.userId);
  }

  add(userId: string): void {
    const free = this.#userIds.indexOf(null);
    if (free === -1) this.#userIds.push(userId);
    else this.#userIds[free] = userId;
  }

  clear(): void {
    this.#userIds.length = 0;
  }
}
