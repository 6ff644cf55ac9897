/** What can be begun. */
export type Kind = 'source' | 'view' | 'bot';

/** Each kind with what it is, in the order in which a person is asked. */
export const KINDS: Readonly<Record<Kind, string>> = {
  source: 'where music comes from: looks tracks up and opens their sound',
  view: 'how progress looks: draws a message from a snapshot',
  bot: 'a whole bot, which runs in a Discord of its own until it has a token',
};

/** The kind of that name; `undefined` when there is none. */
export function kindNamed(name: string): Kind | undefined {
  const wanted = name.trim().toLowerCase();
  return kindNames().find((kind) => kind === wanted);
}

/** All names, in order. */
export function kindNames(): readonly Kind[] {
  // A record's keys are what its type says; only Object.keys forgets it.
  return Object.keys(KINDS) as Kind[];
}
