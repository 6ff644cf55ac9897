import type { Phrase, Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import { ResourceLimitError } from '../errors/resource-errors.js';
import { Children } from './children.js';
import { expectSensibleLimits, type ResourceLimits } from './resource-limits.js';

/** What is counted. Only requests have no limit of their own: they are refused for want of memory. */
export type ResourceKind = 'voice-connection' | 'stream' | 'child-process' | 'request';

/** Why something was refused, or was released before its user let go of it. */
export type ResourceReason = 'limit' | 'memory-soft' | 'memory-hard' | 'made-room' | 'unused' | 'cleanup' | 'orphan';

/** What became of one kind of resource since the start. */
export interface ResourceFigures {
  readonly kind: ResourceKind;
  /** `null` where there is none. */
  readonly limit: number | null;
  /** In use now: `created` without `released`. */
  readonly open: number;
  readonly created: number;
  readonly released: number;
  readonly refused: number;
  /** How often for each reason. */
  readonly reasons: Readonly<Partial<Record<ResourceReason, number>>>;
}

interface Account {
  created: number;
  released: number;
  refused: number;
  readonly reasons: Partial<Record<ResourceReason, number>>;
}

/** Keeps count of what is in use, and refuses what would be too much. One per process. */
export class ResourceLedger {
  /** Starts child processes, counted and watched. */
  readonly children: Children = new Children(this);
  readonly #limits: Readonly<Record<ResourceKind, number | null>>;
  readonly #accounts: Readonly<Record<ResourceKind, Account>> = {
    'voice-connection': anAccount(),
    stream: anAccount(),
    'child-process': anAccount(),
    request: anAccount(),
  };

  /** @throws SetupError for limits that make no sense */
  constructor(limits: ResourceLimits) {
    expectSensibleLimits(limits);
    const { voiceConnections, streams, childProcesses } = limits;
    this.#limits = {
      'voice-connection': voiceConnections,
      stream: streams,
      'child-process': childProcesses,
      request: null,
    };
  }

  /** Whether one more would be too much. */
  isFull(kind: ResourceKind): boolean {
    const limit = this.#limits[kind];
    return limit !== null && this.#open(kind) >= limit;
  }

  /**
   * Counts one more in. Returns how to count it out, which may be called twice.
   * @throws ResourceLimitError when that is too much
   */
  take(kind: ResourceKind): () => void {
    if (this.isFull(kind)) throw this.refuse(kind, 'limit', this.#words(kind));
    const account = this.#accounts[kind];
    account.created += 1;
    let released = false;
    return () => {
      if (!released) account.released += 1;
      released = true;
    };
  }

  /** Counts a refusal, and returns the error that says so; for what is decided before {@link take}. */
  refuse(kind: ResourceKind, reason: ResourceReason, words: Wording = this.#words(kind)): ResourceLimitError {
    this.#accounts[kind].refused += 1;
    this.note(kind, reason);
    return new ResourceLimitError(kind, words);
  }

  /** Counts why something happens. */
  note(kind: ResourceKind, reason: ResourceReason): void {
    const { reasons } = this.#accounts[kind];
    reasons[reason] = (reasons[reason] ?? 0) + 1;
  }

  figures(kind: ResourceKind): ResourceFigures {
    const { reasons, ...counts } = this.#accounts[kind];
    return { kind, limit: this.#limits[kind], open: this.#open(kind), ...counts, reasons: { ...reasons } };
  }

  #open(kind: ResourceKind): number {
    const { created, released } = this.#accounts[kind];
    return created - released;
  }

  #words(kind: ResourceKind): Phrase {
    const limit = this.#limits[kind] ?? 0;
    switch (kind) {
      case 'voice-connection':
        return phrase('limit.voice-connection', { limit });
      case 'stream':
        return phrase('limit.stream', { limit });
      case 'child-process':
        return phrase('limit.child-process', { limit });
      case 'request':
        return phrase('limit.request');
    }
  }
}

function anAccount(): Account {
  return { created: 0, released: 0, refused: 0, reasons: {} };
}
