import { SourceUnavailableError, TrackUnavailableError } from '../../../src/errors/source-errors.js';
import type { AudioStream } from '../../../src/model/audio-stream.js';
import type { Identified, Query, Reference } from '../../../src/model/query.js';
import type { Resolution } from '../../../src/model/resolution.js';
import type { Words } from '../../../src/model/lyrics.js';
import type { Track } from '../../../src/model/track.js';
import { SystemClock } from '../../../src/runtime/clock.js';
import type {
  Artwork,
  AudioSource,
  OpenContext,
  SourceContext,
  Suggestion,
} from '../../../src/sources/audio-source.js';
import { openReadable } from '../../../src/transfer/open-readable.js';
import { readWhole } from '../../../src/transfer/read-whole.js';
import { resumedBytes } from '../../../src/transfer/resumed-bytes.js';
import type { FetchedPart, Transfer } from '../../../src/transfer/transfer.js';
import { type Fetch, webTransfer } from '../../../src/transfer/web-transfer.js';

const BYTES_PER_MS = 192;
const MOST_ANSWER_BYTES = 200_000;

/** What the shelf’s server says of a track. */
export interface Record {
  readonly id: string;
  readonly title: string;
  readonly by: string;
  /** `null` while it is live. */
  readonly seconds: number | null;
  readonly locked?: boolean;
}

/** A clock whose pauses are over at once. */
class HastyClock extends SystemClock {
  override async sleep(_ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
  }
}

/** A source that keeps every promise: records on `shelf.example`, as samples over HTTP. */
export class ShelfSource implements AudioSource {
  readonly name: string;
  readonly transfer: Transfer;

  constructor(fetch: Fetch, name = 'shelf') {
    this.name = name;
    this.transfer = webTransfer({ source: name, name: 'The shelf', clock: new HastyClock(), fetch });
  }

  identify(query: Query): Identified | undefined {
    if (query.kind === 'search') {
      const isOurs = query.source === this.name;
      return isOurs ? { reference: this.reference('search', query.text.trim().toLowerCase()) } : undefined;
    }
    const [, kind, id] = /^\/(track|playlist)s?\/(\w+)\/?$/.exec(query.url.pathname) ?? [];
    if (query.url.hostname !== 'shelf.example' || id === undefined) return undefined;
    const reference = this.reference(kind === 'playlist' ? 'playlist' : 'track', id);
    const seconds = query.url.searchParams.get('t');
    return { reference, ...(seconds !== null && { startMs: Number(seconds) * 1000 }) };
  }

  isrcSearch(isrc: string): Reference {
    return this.reference('search', `isrc:${isrc}`);
  }

  async resolve({ kind, id }: Reference, { signal, report, cursor = '0' }: SourceContext): Promise<Resolution> {
    report('connecting', 0);
    switch (kind) {
      case 'track': {
        const record = await this.ask<{ record?: Record }>(`/api/tracks/${id}`, signal);
        return record.record ? { kind, track: this.track(record.record) } : { kind: 'empty' };
      }
      case 'playlist': {
        const page = await this.ask<Page>(`/api/playlists/${id}?from=${cursor}`, signal);
        const items = page.records.map((record) => this.track(record));
        const next = page.next === undefined ? {} : { next: String(page.next) };
        return { kind, playlist: { title: page.title, url: '', trackCount: page.total, items, ...next } };
      }
      case 'search': {
        const { records } = await this.ask<Page>(`/api/search?q=${encodeURIComponent(id)}`, signal);
        return records.length > 0 ? { kind, tracks: records.map((record) => this.track(record)) } : { kind: 'empty' };
      }
    }
  }

  async open({ id, title }: Track, context: OpenContext): Promise<AudioStream> {
    const from = Math.floor(context.positionMs) * BYTES_PER_MS;
    const url = new URL(`https://shelf.example/media/${id}`);
    const { found, readable } = await openReadable(async (signal) => {
      const first = await this.transfer.fetch(url, { signal, range: { from } });
      this.expectSound(first, title);
      const bytes = () => resumedBytes({ transfer: this.transfer, first, mostBytes: 1e9, signal });
      return { bytes, positionMs: first.from / BYTES_PER_MS };
    }, context);
    return { readable, format: 's16le', positionMs: found.positionMs };
  }

  async suggest(prefix: string, { signal }: SourceContext): Promise<readonly Suggestion[]> {
    const { records } = await this.ask<Page>(`/api/search?q=${encodeURIComponent(prefix)}`, signal);
    return records.map(({ title, id }) => ({ label: title, query: `https://shelf.example/tracks/${id}` }));
  }

  async related(_track: Track, { signal }: SourceContext): Promise<readonly Track[]> {
    const { records } = await this.ask<Page>('/api/search?q=record', signal);
    return records.map((record) => this.track(record));
  }

  async lyrics(_track: Track, { signal }: SourceContext): Promise<Words | undefined> {
    return this.ask<Words>('/api/words', signal);
  }

  async artwork(id: string, { signal }: SourceContext): Promise<Artwork | undefined> {
    if (id === 'none') return undefined;
    const part = await this.transfer.fetch(new URL(`https://shelf.example/covers/${id}`), { signal });
    const tooLarge = () => new SourceUnavailableError(this.name, 'The picture is larger than anybody can see.');
    return { bytes: await readWhole(part.bytes, MOST_ANSWER_BYTES, tooLarge), contentType: 'image/png' };
  }

  reference(kind: Reference['kind'], id: string): Reference {
    return { source: this.name, kind, id };
  }

  track({ id, title, by, seconds, locked = false }: Record): Track {
    if (locked) throw new TrackUnavailableError(this.name, `“${title}” is locked away.`);
    const url = `https://shelf.example/tracks/${id}`;
    const durationMs = seconds === null ? null : seconds * 1000;
    return { source: this.name, id, title, author: by, url, durationMs, artworkUrl: `artwork:${this.name}/${id}` };
  }

  /** An answer of the API. */
  async ask<T>(path: string, signal: AbortSignal): Promise<T> {
    const url = new URL(path, 'https://shelf.example');
    const part = await this.transfer.fetch(url, { signal });
    const tooLong = () => new SourceUnavailableError(this.name, 'The shelf says more than anybody can read.');
    const text = (await readWhole(part.bytes, MOST_ANSWER_BYTES, tooLong)).toString('utf8');
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new SourceUnavailableError(this.name, 'The shelf does not make sense just now.', { cause });
    }
  }

  /** Samples come in whole seconds; a page that stands in for them has no length. */
  private expectSound(part: FetchedPart, title: string): void {
    if (part.totalBytes !== null && part.totalBytes % (1000 * BYTES_PER_MS) === 0) return;
    part.close();
    throw new SourceUnavailableError(this.name, `The shelf has something else in the place of “${title}”.`);
  }
}

interface Page {
  readonly title: string;
  readonly total: number;
  readonly records: readonly Record[];
  readonly next?: number;
}
