import { Readable } from 'node:stream';
import {
  type AudioSource,
  type AudioStream,
  type Identified,
  type OpenContext,
  type Plugin,
  type Query,
  type Reference,
  type Resolution,
  type SourceContext,
  type Track,
  TrackUnavailableError,
} from '@tonearm/core';
import { findPiece, type Piece, samplesOf, searchPieces } from './catalogue.js';

const SITE = 'https://thing-name.example';

/** Plays what Thing Name has: links to its site, and words to search for. */
export class ThingNameSource implements AudioSource {
  readonly name = 'thing-name';

  /** Which of our things the query means: at once, without asking anybody, and alike for every spelling. */
  identify(query: Query): Identified | undefined {
    switch (query.kind) {
      case 'search': {
        const id = query.text.toLowerCase().trim().replace(/\s+/g, ' ');
        return id === '' ? undefined : { reference: { source: this.name, kind: 'search', id } };
      }
      case 'url': {
        const { origin, pathname } = query.url;
        const [, id] = /^\/pieces\/([a-z0-9]+)\/?$/.exec(pathname) ?? [];
        if (origin !== SITE || id === undefined) return undefined;
        return { reference: { source: this.name, kind: 'track', id } };
      }
    }
  }

  /** Looks it up. Finding nothing is an answer; not being able to look is a `SourceUnavailableError`. */
  async resolve({ kind, id }: Reference, { signal, report }: SourceContext): Promise<Resolution> {
    report('searching');
    if (kind === 'search') {
      const pieces = await searchPieces(id, signal);
      return pieces.length === 0
        ? { kind: 'empty' }
        : { kind: 'search', tracks: pieces.map((one) => this.#track(one)) };
    }
    const piece = await findPiece(id, signal);
    return piece ? { kind: 'track', track: this.#track(piece) } : { kind: 'empty' };
  }

  /** Opens the sound, from the position on; `streamSignal` fires when nobody listens any more. */
  async open(track: Track, { positionMs, attemptSignal, streamSignal }: OpenContext): Promise<AudioStream> {
    const piece = await findPiece(track.id, attemptSignal);
    if (!piece) throw new TrackUnavailableError(this.name, `“${track.title}” is not there any more.`);
    const readable = Readable.from(samplesOf(piece, positionMs), { objectMode: false, signal: streamSignal });
    return { readable, format: 's16le', positionMs };
  }

  #track({ id, title, durationMs }: Piece): Track {
    return { source: this.name, id, title, author: 'Thing Name', url: `${SITE}/pieces/${id}`, durationMs };
  }
}

/** For `plugins` of `createTonearm`. */
export const thingNameSource = (): Plugin => ({
  name: 'source-thing-name',
  setup: ({ sources }) => sources.add(new ThingNameSource()),
});
