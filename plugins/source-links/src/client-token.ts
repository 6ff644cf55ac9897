import { SetupError, SharedWork, startDeadline, TrackUnavailableError } from '@tonearm/core';
import { lineAt, numberAt } from './json.js';
import { HttpRefusal, type Question, type ServiceClient } from './service-client.js';
import { say } from './texts/texts.js';

/** What a bot is known by at a service. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ClientTokenParts {
  /** Name of the source. */
  readonly source: string;
  readonly client: ServiceClient;
  /** Where tokens are given. */
  readonly url: URL;
  readonly credentials: ClientCredentials;
}

/** Renewed so much before its end, in milliseconds. */
const EARLY_MS = 60_000;
/** How long a token may take, in milliseconds. */
const TOKEN_MS = 10_000;
const USUAL_SECONDS = 3_600;

/**
 * The access token that a service gives to a bot for its id and secret (OAuth 2.0, RFC 6749 §4.4). It is asked for once, whoever
 * needs it at the same time, renewed shortly before its end, and renewed once when the service no longer takes it.
 */
export class ClientToken {
  readonly #parts: ClientTokenParts;
  readonly #renewal: SharedWork<string>;
  #known: { readonly token: string; readonly untilMs: number } | undefined;

  /** @throws SetupError for credentials with nothing in them */
  constructor(parts: ClientTokenParts) {
    const { clientId, clientSecret } = parts.credentials;
    if (clientId === '' || clientSecret === '') {
      throw new SetupError(`The credentials for ${parts.source} need both an id and a secret.`);
    }
    this.#parts = parts;
    this.#renewal = new SharedWork((signal) => this.#renew(signal));
  }

  /** Asks the service with the token. @throws TrackUnavailableError when our credentials are refused */
  async json(question: Question): Promise<unknown> {
    const token = await this.#token(question.signal);
    try {
      return await this.#ask(question, token);
    } catch (error) {
      if (!(error instanceof HttpRefusal && error.status === 401)) throw error;
      if (this.#known?.token === token) this.#known = undefined;
      return await this.#ask(question, await this.#token(question.signal));
    }
  }

  #ask(question: Question, token: string): Promise<unknown> {
    const headers = { ...question.headers, authorization: `Bearer ${token}` };
    return this.#parts.client.json({ ...question, headers });
  }

  async #token(signal: AbortSignal): Promise<string> {
    const known = this.#known;
    const isGood = known !== undefined && known.untilMs > this.#parts.client.clock.now();
    return isGood ? known.token : this.#renewal.join(signal);
  }

  async #renew(signal: AbortSignal): Promise<string> {
    const { source, client, url, credentials } = this.#parts;
    const { clientId, clientSecret } = credentials;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const deadline = startDeadline(client.clock, TOKEN_MS, source, signal);
    try {
      const answer = await client.json({
        url,
        signal: deadline.signal,
        headers: { authorization: `Basic ${basic}` },
        form: { grant_type: 'client_credentials' },
      });
      const token = lineAt(answer, 'access_token');
      if (token === undefined) throw client.unreadable();
      const seconds = numberAt(answer, 'expires_in') ?? USUAL_SECONDS;
      this.#known = { token, untilMs: client.clock.now() + Math.max(0, seconds * 1_000 - EARLY_MS) };
      return token;
    } catch (error) {
      if (!(error instanceof HttpRefusal)) throw error;
      throw new TrackUnavailableError(source, say('bad-credentials', { service: source }), { cause: error });
    } finally {
      deadline.release();
    }
  }
}
