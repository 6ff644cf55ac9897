import 'reflect-metadata';
import { type DependencyContainer, instanceCachingFactory, container as root } from 'tsyringe';
import { SetupError } from '../errors/setup-errors.js';
import type { Token } from './token.js';

/** Makes a value when it is first asked for. */
export type Factory<T> = (container: Container) => T;

/** A typed face on tsyringe: what was provided last under a token is what everyone gets. */
export class Container {
  readonly #tsyringe: DependencyContainer = root.createChildContainer();

  /** Hands out this very value. */
  provide<T>(token: Token<T>, value: T): void {
    // Not `useValue`: tsyringe takes an `undefined` there for no provider at all.
    this.#tsyringe.register(token.symbol, { useFactory: () => value });
  }

  /** Hands out what the factory makes, made once, when first asked for. */
  provideLazily<T>(token: Token<T>, factory: Factory<T>): void {
    this.#tsyringe.register(token.symbol, { useFactory: instanceCachingFactory(() => factory(this)) });
  }

  /** @throws SetupError when nothing was provided */
  resolve<T>(token: Token<T>): T {
    if (!this.has(token)) {
      throw new SetupError(
        `Nothing provides “${token.description}”. Add the plugin that does, or provide it yourself.`,
      );
    }
    return this.#tsyringe.resolve<T>(token.symbol);
  }

  has(token: Token<unknown>): boolean {
    return this.#tsyringe.isRegistered(token.symbol);
  }

  /** Builds a class marked `@injectable()`, its parameters filled from here. */
  create<T>(implementation: new (...parameters: never[]) => T): T {
    // tsyringe types parameters as any[]; `never[]` above lets every constructor in.
    return this.#tsyringe.resolve(implementation as unknown as new () => T);
  }
}
