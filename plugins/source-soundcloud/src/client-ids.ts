import { SharedWork, SourceUnavailableError, type Transfer } from '@tonearm/core';
import { RefusedAnswer } from './errors.js';
import { clientIdInPage, clientIdInScript, scriptsOf } from './read-page.js';
import { readText } from './read-answer.js';
import { SOURCE_NAME } from './source-name.js';
import { say } from './texts.js';

export interface ClientIdsParts {
  readonly transfer: Transfer;
  /** The home page. */
  readonly site: URL;
  /** An id that the operator has; it is used until it is refused. */
  readonly configured?: string;
}

/** The id stands in the last script, or, when that has changed, in one of those before. */
const MOST_SCRIPTS = 4;
/** After the site has handed out again what was refused, it is left alone for so long. */
const REST_MS = 60_000;

/**
 * The id that api-v2 wants to see with each request. It is not ours: the site hands it to every browser. Looked for when it is
 * first needed, and again when it is refused; once for all calls that need it at the same time.
 */
export class ClientIds {
  readonly #parts: ClientIdsParts;
  readonly #search: SharedWork<string>;
  #known: string | undefined;
  /** The one that was refused last. */
  #refused: string | undefined;
  #restUntilMs = 0;

  constructor(parts: ClientIdsParts) {
    this.#parts = parts;
    this.#known = parts.configured;
    this.#search = new SharedWork((signal) => this.#find(signal));
  }

  /** @throws SourceUnavailableError when the site does not hand one out */
  async get(signal: AbortSignal): Promise<string> {
    return this.#known ?? this.#search.join(signal);
  }

  /**
   * Another one than that. Asked by several about the same one, it looks once.
   * @throws SourceUnavailableError when there is none
   */
  async renew(refused: string, signal: AbortSignal): Promise<string> {
    if (this.#known === refused) {
      this.#expectNoRest();
      this.#known = undefined;
      this.#refused = refused;
    }
    return this.get(signal);
  }

  #expectNoRest(): void {
    const leftMs = this.#restUntilMs - this.#parts.transfer.clock.now();
    if (leftMs > 0) throw noId({ retryAfterMs: leftMs });
  }

  async #find(signal: AbortSignal): Promise<string> {
    const { transfer, site } = this.#parts;
    const page = await readText(transfer, site, signal).catch((error: unknown) => {
      // A wall before robots, say; the site itself is there.
      throw error instanceof RefusedAnswer ? noId({ cause: error }) : error;
    });
    const id = clientIdInPage(page) ?? (await this.#findInScripts(page, signal));
    if (id === undefined) throw noId();
    this.#known = id;
    if (id === this.#refused) {
      this.#restUntilMs = transfer.clock.now() + REST_MS;
      throw noId({ retryAfterMs: REST_MS });
    }
    return id;
  }

  async #findInScripts(page: string, signal: AbortSignal): Promise<string | undefined> {
    const { transfer, site } = this.#parts;
    let failure: unknown;
    for (const script of scriptsOf(page, site).slice(-MOST_SCRIPTS).reverse()) {
      try {
        const id = clientIdInScript(await readText(transfer, script, signal));
        if (id !== undefined) return id;
      } catch (error) {
        signal.throwIfAborted();
        failure ??= error;
      }
    }
    if (failure instanceof SourceUnavailableError) throw failure;
    return undefined;
  }
}

function noId(options?: { readonly cause?: unknown; readonly retryAfterMs?: number }): SourceUnavailableError {
  return new SourceUnavailableError(SOURCE_NAME, say('no-client-id'), options);
}
