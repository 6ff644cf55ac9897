import { phrase } from '../texts/phrase.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import { repeat } from '../runtime/repeat.js';
import type { Priority } from '../model/priority.js';
import type { MemoryFigures, MemoryWatch } from './memory-watch.js';
import type { ResourceFigures, ResourceLedger } from './resource-ledger.js';

/** Everything that is limited, at one moment. */
export interface ResourcesReport {
  readonly voiceConnections: ResourceFigures;
  readonly streams: ResourceFigures;
  readonly childProcesses: ResourceFigures;
  readonly requests: ResourceFigures;
  readonly memory: MemoryFigures;
}

const SWEEP_EVERY_MS = 30_000;

/** What the process may still do, with what it has. */
export class Resources {
  readonly #ledger: ResourceLedger;
  readonly #memory: MemoryWatch;
  #stopTimer: Unsubscribe | undefined;

  constructor(ledger: ResourceLedger, memory: MemoryWatch) {
    this.#ledger = ledger;
    this.#memory = memory;
  }

  /** Watches memory and sweeps until {@link close}. */
  start(clock: Clock): void {
    this.#memory.start();
    this.#stopTimer = repeat(clock, SWEEP_EVERY_MS, () => this.sweep());
  }

  close(): void {
    this.#memory.close();
    this.#stopTimer?.();
  }

  /** Kills child processes that nobody wants any more, and counts them. @returns how many */
  sweep(): number {
    const killed = this.#ledger.children.sweep();
    for (let count = 0; count < killed; count += 1) this.#ledger.note('child-process', 'orphan');
    return killed;
  }

  /** Whether a track may be opened before its turn. At a limit the stream of the one before it has to end first. */
  get mayOpenAhead(): boolean {
    return this.mayWorkAhead && !this.#ledger.isFull('stream') && !this.#ledger.isFull('child-process');
  }

  /** Whether there is memory for what nobody waits for. */
  get mayWorkAhead(): boolean {
    return this.#memory.level === 'normal';
  }

  /** Lets a request in. @throws ResourceLimitError when memory is short: from the soft limit on for `low` ones */
  admit(priority: Priority): void {
    const { level } = this.#memory;
    if (level === 'hard') {
      throw this.#ledger.refuse('request', 'memory-hard', phrase('limit.memory-hard'));
    }
    if (level === 'soft' && priority === 'low') {
      throw this.#ledger.refuse('request', 'memory-soft', phrase('limit.memory-soft'));
    }
  }

  report(): ResourcesReport {
    return {
      voiceConnections: this.#ledger.figures('voice-connection'),
      streams: this.#ledger.figures('stream'),
      childProcesses: this.#ledger.figures('child-process'),
      requests: this.#ledger.figures('request'),
      memory: this.#memory.figures,
    };
  }
}
