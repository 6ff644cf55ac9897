/** A box of MP4: its size, its name, and what is in it. */
export function box(name: string, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  return Buffer.concat([words(inside.length + 8), Buffer.from(name, 'latin1'), inside]);
}

/** Numbers of 32 bits. */
export function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number, 4 * index);
  return bytes;
}

export interface Mp4Options {
  /** How many fragments, of two seconds each. */
  readonly fragments: number;
  readonly version?: 0 | 1;
  /** What a reference leads to: a fragment, or a further table. */
  readonly leadsTo?: 'fragment' | 'table';
  /** How long the box is that stands before the table. */
  readonly tracksBytes?: number;
}

/** A file in the shape of YouTube's AAC: head, table of fragments, fragments. There is no sound in it. */
export function anMp4(options: Mp4Options): Buffer {
  const { fragments: count, version = 1, leadsTo = 'fragment', tracksBytes = 300 } = options;
  const fragments = Array.from({ length: count }, (_, index) =>
    Buffer.concat([box('moof', words(index)), box('mdat', Buffer.alloc(500 + 10 * index, index))]),
  );
  const references = fragments.flatMap(({ length }) => [
    leadsTo === 'table' ? 0x8000_0000 + length : length,
    2 * TIMESCALE,
    0x9000_0000,
  ]);
  const zero = version === 0 ? words(0, 0) : words(0, 0, 0, 0);
  const table = box('sidx', words(version << 24, 1, TIMESCALE), zero, words(count), words(...references));
  const head = [box('ftyp', Buffer.from('dash\0\0\0\0iso6mp41', 'latin1')), box('moov', Buffer.alloc(tracksBytes))];
  return Buffer.concat([...head, table, ...fragments]);
}

const TIMESCALE = 44_100;
