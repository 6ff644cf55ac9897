import { SetupError } from '../errors/setup-errors.js';
import { TonearmError } from '../errors/tonearm-error.js';
import type { Logger } from '../runtime/logger.js';
import type { Tonearm } from '../tonearm.js';
import type { Awaitable, Plugin, PluginContext, Teardown } from './plugin.js';

/** Sets plugins up and starts them in order; tears down in reverse what they left to undo. */
export class PluginHost {
  readonly #plugins: readonly Plugin[];
  readonly #logger: Logger;
  readonly #teardowns: { readonly plugin: string; readonly run: Teardown }[] = [];

  /** @throws SetupError when two plugins have the same name */
  constructor(plugins: readonly Plugin[], logger: Logger) {
    const twice = plugins.find((plugin, index) => plugins.findIndex(({ name }) => name === plugin.name) !== index);
    if (twice) throw new SetupError(`The plugin “${twice.name}” was given twice. Leave one of them out.`);
    this.#plugins = plugins;
    this.#logger = logger;
  }

  /** @param contextOf the context of a plugin, by its name */
  async setUp(contextOf: (plugin: string) => PluginContext): Promise<void> {
    for (const plugin of this.#plugins)
      await this.#step(plugin, 'set up', () => plugin.setup?.(contextOf(plugin.name)));
  }

  async start(tonearm: Tonearm, contextOf: (plugin: string) => PluginContext): Promise<void> {
    for (const plugin of this.#plugins) {
      await this.#step(plugin, 'start', () => plugin.start?.(tonearm, contextOf(plugin.name)));
    }
  }

  /** Undoes everything, in reverse. What fails is logged, and does not keep the rest from being undone. */
  async tearDown(): Promise<void> {
    for (let teardown = this.#teardowns.pop(); teardown; teardown = this.#teardowns.pop()) {
      try {
        await teardown.run();
      } catch (error) {
        this.#logger.error('A plugin could not be torn down', { plugin: teardown.plugin, error });
      }
    }
  }

  async #step(plugin: Plugin, what: string, run: () => Awaitable<void | Teardown>): Promise<void> {
    try {
      const undo = await run();
      if (undo) this.#teardowns.push({ plugin: plugin.name, run: undo });
    } catch (error) {
      await this.tearDown();
      if (error instanceof TonearmError) throw error;
      throw new SetupError(`The plugin “${plugin.name}” could not ${what}: ${messageOf(error)}`, { cause: error });
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
