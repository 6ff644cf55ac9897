import {
  beginningWith,
  type Clock,
  type Fetch,
  type FoundBytes,
  readWhole,
  resumedBytes,
  SourceUnavailableError,
  type Transfer,
  UndecodableError,
  webTransfer,
} from '@tonearm/core';

/** Where the service is. This one is invented: put yours in its place, and what it answers in the place of {@link Piece}. */
const SITE = 'https://thing-name.example';
const LONGEST_ANSWER = 1_000_000;
const LONGEST_SOUND = 500_000_000;

/** One piece, as the service describes it. */
export interface Piece {
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly seconds: number;
}

/** What Thing Name is asked. Every answer has a bound, every failure a kind, and every request a signal that ends it. */
export class ThingNameService {
  readonly #name: string;
  readonly #transfer: Transfer;

  /** @param fetch the global one by default; a test brings its own */
  constructor(name: string, clock: Clock, fetch: Fetch = globalThis.fetch) {
    this.#name = name;
    this.#transfer = webTransfer({ source: name, name: 'Thing Name', clock, fetch });
  }

  /** The piece of this id; `null` when there is none. */
  async piece(id: string, signal: AbortSignal): Promise<Piece | null> {
    return this.#ask(new URL(`/api/pieces/${id}`, SITE), signal, (answer) =>
      answer === null ? null : toPiece(answer),
    );
  }

  /** Pieces that go with the words, best first. */
  async search(words: string, signal: AbortSignal): Promise<readonly Piece[]> {
    const address = new URL('/api/search', SITE);
    address.searchParams.set('words', words);
    return this.#ask(address, signal, (answer) => {
      if (!Array.isArray(answer)) throw new TypeError('The answer is no list.');
      return answer.map(toPiece);
    });
  }

  /**
   * The bytes of a piece, an Ogg/Opus file. They go on at the next byte where a connection breaks off.
   * @param signal ends the asking, and the bytes
   */
  async sound(id: string, signal: AbortSignal): Promise<FoundBytes> {
    const first = await this.#transfer.fetch(new URL(`/sound/${id}.ogg`, SITE), { signal });
    const sound = { transfer: this.#transfer, first, mostBytes: LONGEST_SOUND, signal };
    const noSound = () => new UndecodableError('Thing Name sends something that is no sound.');
    return { bytes: () => beginningWith('OggS', resumedBytes(sound), noSound) };
  }

  async #ask<Answer>(address: URL, signal: AbortSignal, read: (answer: unknown) => Answer): Promise<Answer> {
    const { bytes } = await this.#transfer.fetch(address, { signal });
    const tooLong = () => new SourceUnavailableError(this.#name, 'Thing Name does not come to the point.');
    const text = (await readWhole(bytes, LONGEST_ANSWER, tooLong)).toString('utf8');
    try {
      return read(JSON.parse(text));
    } catch (cause) {
      throw new SourceUnavailableError(this.#name, 'Thing Name makes no sense just now.', { cause });
    }
  }
}

/** The page of a piece. */
export function pageOf(id: string): string {
  return `${SITE}/pieces/${id}`;
}

/** The id in the address of a piece's page; `undefined` for every other address. */
export function idIn({ origin, pathname }: URL): string | undefined {
  return origin === SITE ? /^\/pieces\/([a-z0-9]+)\/?$/.exec(pathname)?.[1] : undefined;
}

/** @throws TypeError when it is none */
function toPiece(answer: unknown): Piece {
  // What it may be is looked at field by field.
  const { id, title, artist, seconds } = Object(answer) as Partial<Record<keyof Piece, unknown>>;
  if (
    typeof id !== 'string' ||
    typeof title !== 'string' ||
    typeof artist !== 'string' ||
    typeof seconds !== 'number'
  ) {
    throw new TypeError('The answer is no piece.');
  }
  return { id, title, artist, seconds };
}
