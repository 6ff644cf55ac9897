import {
  type AudioSource,
  type AudioStream,
  type Clock,
  type Fetch,
  type Identified,
  type OpenContext,
  openReadable,
  type Plugin,
  type Query,
  type Reference,
  type Resolution,
  type SourceContext,
  type Track,
} from '@tonearm/core';
import { idIn, type Piece, pageOf, ThingNameService } from './service.js';

/** Plays what Thing Name has: links to its pages, and words to search for. */
export class ThingNameSource implements AudioSource {
  readonly name = 'thing-name';
  readonly #service: ThingNameService;

  constructor(clock: Clock, fetch?: Fetch) {
    this.#service = new ThingNameService(this.name, clock, fetch);
  }

  /** Which of our things the query means: at once, without asking anybody, and alike for every spelling. */
  identify(query: Query): Identified | undefined {
    switch (query.kind) {
      case 'search': {
        const id = query.text.toLowerCase().trim().replace(/\s+/g, ' ');
        return id === '' ? undefined : { reference: { source: this.name, kind: 'search', id } };
      }
      case 'url': {
        const id = idIn(query.url);
        return id === undefined ? undefined : { reference: { source: this.name, kind: 'track', id } };
      }
    }
  }

  /** Looks it up. Finding nothing is an answer; not being able to look is a `SourceUnavailableError`. */
  async resolve({ kind, id }: Reference, { signal, report }: SourceContext): Promise<Resolution> {
    if (kind === 'search') {
      report('searching');
      const pieces = await this.#service.search(id, signal);
      return pieces.length > 0 ? { kind: 'search', tracks: pieces.map((one) => this.#track(one)) } : { kind: 'empty' };
    }
    report('reading-metadata');
    const piece = await this.#service.piece(id, signal);
    return piece ? { kind: 'track', track: this.#track(piece) } : { kind: 'empty' };
  }

  /** Opens the sound, from its beginning: the player leaves out what comes before the position that was asked for. */
  async open({ id }: Track, context: OpenContext): Promise<AudioStream> {
    const { readable } = await openReadable((signal) => this.#service.sound(id, signal), context);
    return { readable, format: 'ogg/opus', positionMs: 0 };
  }

  #track({ id, title, artist, seconds }: Piece): Track {
    return { source: this.name, id, title, author: artist, url: pageOf(id), durationMs: seconds * 1_000 };
  }
}

/** For `plugins` of `createTonearm`. */
export const thingNameSource = (): Plugin => ({
  name: 'source-thing-name',
  setup: ({ sources, clock }) => sources.add(new ThingNameSource(clock)),
});
