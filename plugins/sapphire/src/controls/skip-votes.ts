/** Who wants the track skipped that plays in a guild. */
interface Poll {
  readonly entryId: string;
  readonly voters: Set<string>;
}

/** The votes for skipping, one poll per guild: about what plays now. After a restart they begin anew. */
export class SkipVotes {
  readonly #polls = new Map<string, Poll>();

  /** Counts a vote. @returns the voters so far; `undefined` when this one had voted before */
  vote(guildId: string, entryId: string, voterId: string): ReadonlySet<string> | undefined {
    const voters = this.votersFor(guildId, entryId);
    if (voters.has(voterId)) return undefined;
    const poll = { entryId, voters: new Set([...voters, voterId]) };
    this.#polls.set(guildId, poll);
    return poll.voters;
  }

  votersFor(guildId: string, entryId: string): ReadonlySet<string> {
    const poll = this.#polls.get(guildId);
    return poll?.entryId === entryId ? poll.voters : new Set();
  }

  /** Forgets a guild's poll. */
  end(guildId: string): void {
    this.#polls.delete(guildId);
  }
}
