import type { Priority } from '../model/priority.js';
import { tracksOf } from '../model/resolution.js';
import type { Track } from '../model/track.js';
import type { Logger } from '../runtime/logger.js';
import { parseQuery } from './parse-query.js';
import type { SourceResolver } from './source-resolver.js';

/** What a listener looks for without playing it yet. */
export interface SearchRequest {
  readonly guildId: string;
  readonly requestedBy: string;
  /** A link, or words to search for, as typed. */
  readonly text: string;
  readonly priority: Priority;
}

export interface TrackSearchParts {
  readonly resolver: SourceResolver;
  readonly logger: Logger;
  sourceNames(): readonly string[];
}

/** Looks for what could be played, with the same sources, cache and backlog as what is played. */
export class TrackSearch {
  readonly #parts: TrackSearchParts;

  constructor(parts: TrackSearchParts) {
    this.#parts = parts;
  }

  /** Best first. @throws InvalidRequestError, UnknownLinkError when the text cannot be used */
  async search({ guildId, requestedBy, text, priority }: SearchRequest): Promise<readonly Track[]> {
    const { resolver, sourceNames } = this.#parts;
    const candidates = resolver.identify(parseQuery(text, sourceNames()));
    const logger = this.#parts.logger.child({ guildId });
    const lookup = await resolver.lookUp(candidates, { name: text, priority, tenant: guildId, requestedBy, logger });
    return tracksOf(lookup.kind === 'known' ? lookup.resolution : await lookup.task.result);
  }
}
