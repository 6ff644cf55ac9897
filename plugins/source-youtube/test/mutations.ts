import fc from 'fast-check';

/** One change to a JSON value: what stands at the n-th place (counted around) becomes something else, or goes. */
interface Mutation {
  readonly place: number;
  readonly change: { readonly kind: 'replace'; readonly value: unknown } | { readonly kind: 'remove' | 'twice' };
}

const STRANGE: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1e308, '', ' ', 'x'.repeat(20_000), '\u202e\u0000', [], {}, [[]], [null], [{}]],
  { runs: [] },
  { runs: [{}] },
  { simpleText: 5 },
  { constructor: { prototype: {} } },
  JSON.parse('{"__proto__":{"polluted":true}}'),
];

/** A few changes to an answer. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    place: fc.nat({ max: 1_000_000 }),
    change: fc.oneof(
      fc.constantFrom(...STRANGE).map((value) => ({ kind: 'replace', value }) as const),
      fc.jsonValue({ maxDepth: 2 }).map((value) => ({ kind: 'replace', value }) as const),
      fc.constantFrom({ kind: 'remove' } as const, { kind: 'twice' } as const),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

/** The answer with the changes in it; the one that is given stays as it is. */
export function mutated(answer: unknown, changes: readonly Mutation[]): unknown {
  const root: Holder = { answer: structuredClone(answer) };
  for (const { place, change } of changes) {
    const places = placesIn(root);
    const [holder, key] = places[place % places.length] ?? [root, 'answer'];
    if (change.kind === 'replace') holder[key] = structuredClone(change.value);
    else if (change.kind === 'twice' && Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
    else if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  }
  return root['answer'];
}

type Holder = Record<string, unknown>;

function placesIn(value: unknown): readonly (readonly [Holder, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  // Arrays have their places under numbers.
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesIn(holder[key])]);
}
