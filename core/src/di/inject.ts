import 'reflect-metadata';
import { inject as tsyringeInject, injectable as tsyringeInjectable } from 'tsyringe';
import type { Token } from './token.js';

// biome-ignore lint/suspicious/noExplicitAny: a constructor's parameters can only be matched as any[].
type Constructor = abstract new (...parameters: any[]) => unknown;

/** The class, when the token's type fits its parameter at that index; otherwise something no class is. */
type Accepts<C extends Constructor, I extends number, T> = [T] extends [ConstructorParameters<C>[I]]
  ? C
  : { readonly wrongToken: T };

/**
 * Fills a constructor parameter from the container. A token of another type than the parameter's does not compile.
 * Use this one and {@link injectable} instead of tsyringe's, so that there is one container.
 */
export function inject<T>(
  token: Token<T>,
): <C extends Constructor, I extends number>(target: Accepts<C, I, T> & C, key: undefined, index: I) => void {
  const decorate = tsyringeInject(token.symbol);
  return (target, key, index) => decorate(target, key, index);
}

/** Marks a class that the container may build. */
export function injectable(): <C extends Constructor>(target: C) => void {
  const decorate = tsyringeInjectable();
  // tsyringe wants a concrete constructor; a decorated class is one.
  return (target) => decorate(target as unknown as new (...parameters: unknown[]) => unknown);
}
