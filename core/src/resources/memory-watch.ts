import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import { repeat } from '../runtime/repeat.js';
import type { ResourceLimits } from './resource-limits.js';

/** Reads the resident memory of the process, in bytes. */
export type MemoryReader = () => number;

/** `soft`: nothing is done that nobody waits for; `hard`: nothing new is begun. */
export type MemoryLevel = 'normal' | 'soft' | 'hard';

export interface MemoryWatchParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: Pick<ResourceLimits, 'memorySoftBytes' | 'memoryHardBytes'>;
  readonly read: MemoryReader;
  /** Called with every reading above a limit: lets go of what can be had again. Must not throw. */
  onPressure(): void;
}

/** The last reading, in bytes. */
export interface MemoryFigures {
  readonly residentBytes: number;
  readonly softBytes: number;
  readonly hardBytes: number;
  readonly level: MemoryLevel;
}

const EVERY_MS = 10_000;
/** A limit that was reached counts until memory is below this share of it, so that its effect does not flicker. */
const RELIEF = 0.95;

/** Reads memory every ten seconds and tells how near it is to its limits. */
export class MemoryWatch {
  readonly #parts: MemoryWatchParts;
  #residentBytes = 0;
  #level: MemoryLevel = 'normal';
  #stopTimer: Unsubscribe | undefined;

  constructor(parts: MemoryWatchParts) {
    this.#parts = parts;
  }

  get level(): MemoryLevel {
    return this.#level;
  }

  get figures(): MemoryFigures {
    const { memorySoftBytes, memoryHardBytes } = this.#parts.limits;
    return {
      residentBytes: this.#residentBytes,
      softBytes: memorySoftBytes,
      hardBytes: memoryHardBytes,
      level: this.#level,
    };
  }

  /** Reads at once, and then again and again until {@link close}. */
  start(): void {
    this.sample();
    this.#stopTimer = repeat(this.#parts.clock, EVERY_MS, () => this.sample());
  }

  close(): void {
    this.#stopTimer?.();
  }

  /** Reads now. A reading that fails changes nothing. */
  sample(): void {
    const { logger, read, onPressure } = this.#parts;
    try {
      this.#residentBytes = read();
    } catch (error) {
      return logger.debug('Memory could not be read', { error });
    }
    const level = this.#levelNow();
    if (level !== this.#level) this.#changed(level);
    if (level !== 'normal') onPressure();
  }

  #levelNow(): MemoryLevel {
    const { memorySoftBytes, memoryHardBytes } = this.#parts.limits;
    const wasHard = this.#level === 'hard';
    const wasSoft = this.#level !== 'normal';
    if (this.#residentBytes >= memoryHardBytes * (wasHard ? RELIEF : 1)) return 'hard';
    if (this.#residentBytes >= memorySoftBytes * (wasSoft ? RELIEF : 1)) return 'soft';
    return 'normal';
  }

  #changed(level: MemoryLevel): void {
    const { logger } = this.#parts;
    this.#level = level;
    switch (level) {
      case 'normal':
        return logger.info('Memory is below its limits again', { ...this.figures });
      case 'soft':
        return logger.warn('Memory is short: the cache shrinks, nothing is done ahead of time', { ...this.figures });
      case 'hard':
        return logger.error('Memory is at its limit: new requests are refused', { ...this.figures });
    }
  }
}
