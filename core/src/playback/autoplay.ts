import type { Track } from '../model/track.js';
import type { Logger } from '../runtime/logger.js';
import type { Task } from '../scheduler/task.js';
import type { SourceResolver } from '../sources/source-resolver.js';
import type { TrackEntry } from './queue-entry.js';

export interface AutoplayParts {
  readonly guildId: string;
  readonly resolver: SourceResolver;
  readonly logger: Logger;
  newId(): string;
  /** The source has told what goes well after the track it was asked about. */
  onFound(): void;
}

/** Finds what may follow when nobody asks for anything: what the source of the last track calls related to it. */
export class Autoplay {
  readonly #parts: AutoplayParts;
  #seedId: string | undefined;
  #task: Task<readonly Track[]> | undefined;
  /** What was found and not taken yet. */
  #found: readonly Track[] = [];

  constructor(parts: AutoplayParts) {
    this.#parts = parts;
  }

  /**
   * An entry to follow this one, each time another; its source is asked once. `undefined` until that has answered, and
   * when it knows nothing fresh.
   * @throws QueueFullError when too much is waiting
   */
  entryAfter(seed: TrackEntry, priority: 'low' | 'normal', isFresh: (track: Track) => boolean): TrackEntry | undefined {
    if (this.#seedId === seed.id) this.#task?.promote(priority);
    else this.#ask(seed, priority);
    const track = this.#found.find(isFresh);
    if (!track) return undefined;
    this.#found = this.#found.filter((one) => one !== track);
    const { newId } = this.#parts;
    const request = { id: newId(), requestId: newId(), requestedBy: seed.requestedBy, suggested: true } as const;
    return { ...request, place: 'end', content: { kind: 'track', track, startMs: 0 } };
  }

  /** Ends the work and forgets what was found. */
  cancel(): void {
    this.#task?.cancel('No longer wanted.');
    this.#task = undefined;
    this.#seedId = undefined;
    this.#found = [];
  }

  #ask(seed: TrackEntry, priority: 'low' | 'normal'): void {
    this.cancel();
    const { guildId, resolver, logger, onFound } = this.#parts;
    const { track } = seed.content;
    const task = resolver.related(track, { name: `Related to “${track.title}”`, priority, tenant: guildId });
    this.#seedId = seed.id;
    this.#task = task;
    task?.result
      .then((found) => {
        if (this.#task !== task) return;
        this.#task = undefined;
        this.#found = found;
        onFound();
      })
      .catch((error: unknown) => logger.debug('Nothing follows by itself', { guildId, error }));
  }
}
