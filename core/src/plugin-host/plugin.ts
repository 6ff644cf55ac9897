import type { Container, Factory } from '../di/container.js';
import type { Token } from '../di/token.js';
import type { ProgressView } from '../progress/progress-view.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Registry } from '../runtime/registry.js';
import type { Source } from '../sources/audio-source.js';
import type { Tonearm } from '../tonearm.js';

/** A value, or a promise of it. */
export type Awaitable<T> = T | Promise<T>;

/** Undoes what a plugin set up or started. */
export type Teardown = () => Awaitable<void>;

/**
 * Adds something to Tonearm. Write a factory that returns a plain object:
 * `export const radio = (): Plugin => ({ name: 'source-radio', setup: ({ sources }) => { sources.add(new Radio()); } })`.
 */
export interface Plugin {
  readonly name: string;
  /** Registers what the plugin brings. Runs in the order of the plugins, before anything is used. */
  setup?(context: PluginContext): Awaitable<void | Teardown>;
  /** Runs in the same order once everything is set up. Teardowns run in reverse. */
  start?(tonearm: Tonearm, context: PluginContext): Awaitable<void | Teardown>;
}

/** What a plugin is given to register with. */
export interface PluginContext {
  /** In search order. */
  readonly sources: Registry<Source>;
  readonly views: Registry<ProgressView>;
  readonly clock: Clock;
  /** Its lines carry the plugin's name. */
  readonly logger: Logger;
  /** Hands out a value under a token. */
  provide<T>(token: Token<T>, value: T): void;
  /** Hands out what the factory makes when first asked for, so that the order of plugins does not matter. */
  provideLazily<T>(token: Token<T>, factory: Factory<T>): void;
  resolve<T>(token: Token<T>): T;
  /** Builds a class marked `@injectable()`. */
  create<T>(implementation: new (...parameters: never[]) => T): T;
  readonly container: Container;
}
