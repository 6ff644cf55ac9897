/** Names something the container hands out, and carries its type. Two copies of this package agree on it. */
export interface Token<T> {
  readonly symbol: symbol;
  readonly description: string;
  /** Exists for the compiler alone. */
  readonly type?: () => T;
}

/** Makes a token. The name is global: prefix it with your package's. */
export function token<T>(name: string): Token<T> {
  return { symbol: Symbol.for(`tonearm:${name}`), description: name };
}
