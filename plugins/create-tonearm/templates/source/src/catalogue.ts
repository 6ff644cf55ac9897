/** One piece, as the service behind the source describes it. */
export interface Piece {
  readonly id: string;
  readonly title: string;
  readonly hertz: number;
  readonly durationMs: number;
}

/**
 * What stands in for your service until you ask it itself: three tones that are made here. Whatever you put in its place, give
 * `signal` to every request, so that the work stops when nobody waits any more.
 */
const PIECES: readonly Piece[] = [
  { id: 'a4', title: 'Concert Pitch', hertz: 440, durationMs: 10_000 },
  { id: 'c4', title: 'Middle C', hertz: 261.63, durationMs: 8_000 },
  { id: 'mains', title: 'Mains Hum', hertz: 50, durationMs: 20_000 },
];

/** The piece of this id; `undefined` when there is none. */
export async function findPiece(id: string, signal: AbortSignal): Promise<Piece | undefined> {
  signal.throwIfAborted();
  return PIECES.find((piece) => piece.id === id);
}

/** Pieces whose titles have all of the words. */
export async function searchPieces(words: string, signal: AbortSignal): Promise<readonly Piece[]> {
  signal.throwIfAborted();
  return PIECES.filter(({ title }) => words.split(' ').every((word) => title.toLowerCase().includes(word)));
}

const RATE = 48_000;
const CHUNK_MS = 20;

/** The samples of a piece from a position on: 16 bits, two channels, 48,000 a second. */
export function* samplesOf({ hertz, durationMs }: Piece, positionMs: number): Generator<Buffer> {
  for (let atMs = positionMs; atMs < durationMs; atMs += CHUNK_MS) {
    const samples = Int16Array.from({ length: ((RATE * CHUNK_MS) / 1_000) * 2 }, (_, index) => {
      return 8_000 * Math.sin(2 * Math.PI * hertz * (atMs / 1_000 + (index >> 1) / RATE));
    });
    yield Buffer.from(samples.buffer);
  }
}
