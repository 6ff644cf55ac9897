import {
  type AudioSource,
  beginningWith,
  type Clock,
  type Fetch,
  type Identified,
  type OpenContext,
  openReadable,
  type Plugin,
  type Query,
  type Reference,
  type Resolution,
  readWhole,
  resumedBytes,
  SourceUnavailableError,
  type Track,
  type Transfer,
  UndecodableError,
  webTransfer,
  type SourceContext,
} from '@tonearm/core';

const LONGEST_ANSWER = 100_000;
const LONGEST_FILE = 500_000_000;

/** Plays records over the network: `https://shelf.example/records/7`. */
export class ShelfSource implements AudioSource {
  readonly name = 'shelf';
  readonly #transfer: Transfer;

  /** @param fetch the global one by default; a test brings its own */
  constructor(clock: Clock, fetch: Fetch = globalThis.fetch) {
    this.#transfer = webTransfer({ source: this.name, name: 'The shelf', clock, fetch });
  }

  identify(query: Query): Identified | undefined {
    if (query.kind !== 'url' || query.url.hostname !== 'shelf.example') return undefined;
    const [, id] = /^\/records\/(\d+)\/?$/.exec(query.url.pathname) ?? [];
    return id === undefined ? undefined : { reference: { source: this.name, kind: 'track', id } };
  }

  async resolve({ id }: Reference, { signal, report }: SourceContext): Promise<Resolution> {
    report('reading-metadata');
    const { bytes } = await this.#transfer.fetch(addressOf(`api/${id}`), { signal });
    const tooLong = () => new SourceUnavailableError(this.name, 'The shelf does not come to the point.');
    const record = this.#parse((await readWhole(bytes, LONGEST_ANSWER, tooLong)).toString('utf8'));
    if (!record) return { kind: 'empty' };
    const { title, artist, seconds } = record;
    const url = addressOf(`records/${id}`).href;
    return { kind: 'track', track: { source: this.name, id, title, author: artist, url, durationMs: seconds * 1000 } };
  }

  async open({ id }: Track, context: OpenContext) {
    const { readable } = await openReadable(async (signal) => {
      const first = await this.#transfer.fetch(addressOf(`sound/${id}`), { signal });
      const sound = { transfer: this.#transfer, first, mostBytes: LONGEST_FILE, signal };
      const noSound = () => new UndecodableError('The shelf sends something that is no sound.');
      return { bytes: () => beginningWith('OggS', resumedBytes(sound), noSound) };
    }, context);
    return { readable, format: 'ogg/opus', positionMs: 0 } as const;
  }

  #parse(json: string): Record | null {
    try {
      return JSON.parse(json);
    } catch (cause) {
      throw new SourceUnavailableError(this.name, 'The shelf makes no sense just now.', { cause });
    }
  }
}

interface Record {
  readonly title: string;
  readonly artist: string;
  readonly seconds: number;
}

function addressOf(path: string): URL {
  return new URL(path, 'https://shelf.example');
}

export const shelf = (): Plugin => ({
  name: 'source-shelf',
  setup: ({ sources, clock }) => sources.add(new ShelfSource(clock)),
});
