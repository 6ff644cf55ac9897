import { container } from '@sapphire/framework';

/** What Sapphire's stores keep under a symbol of theirs: pieces that were registered in code. */
interface Registered {
  readonly name: string;
  readonly piece: unknown;
}

/**
 * Lets this process have another SapphireClient. Sapphire registers its own listeners once, when it is imported, and the
 * first client's stores take them; a later client would hear no interaction. This puts them back into the queue.
 */
export async function renewSapphire(): Promise<void> {
  const { stores } = container;
  const kept = [...stores.values()].flatMap((store) =>
    registeredIn(store).map((entry) => ({ ...entry, store: store.name })),
  );
  stores.clear();
  for (const entry of kept.filter(({ name }) => name.startsWith('Core'))) {
    // Typed by the store's name, which is only known at run time here.
    await stores.loadPiece(entry as unknown as Parameters<typeof stores.loadPiece>[0]);
  }
}

function registeredIn(store: object): readonly Registered[] {
  const symbols = Object.getOwnPropertySymbols(store).filter(({ description }) =>
    /ManuallyRegistered/.test(description ?? ''),
  );
  return symbols.flatMap((symbol) => [...(Reflect.get(store, symbol) as ReadonlyMap<string, Registered>).values()]);
}
