import type { Fetch } from '@tonearm/core';
import { Innertube, Log, Parser, Utils } from 'youtubei.js';
import { webFetch } from '../web-fetch.js';
import type { InnerTubeClient, PlayerRequest } from './innertube-client.js';
import { CallFailure, type MetadataOptions } from './protocol.js';
import { readVisitor } from './read-plain.js';

type Session = Innertube['session'];

const SITE = 'https://www.youtube.com';
/** What YouTube says about itself is never longer; what follows is cut off with the connection. */
const MOST_BYTES = 6 * 1024 * 1024;

/** YouTube's inner interface, asked in our name. Lives in the metadata thread: youtubei.js reads answers for tens of milliseconds. */
export class InnerTube {
  readonly #session: Session;
  readonly #fetch: Fetch;
  readonly #options: MetadataOptions;

  private constructor(session: Session, fetch: Fetch, options: MetadataOptions) {
    this.#session = session;
    this.#fetch = fetch;
    this.#options = options;
  }

  /** Asks nothing yet: the session is made here, and no player script is read. */
  static async create(options: MetadataOptions, onTrouble: (what: string, where: string) => void): Promise<InnerTube> {
    Log.setLevel(Log.Level.NONE);
    Parser.setParserErrorHandler(({ classname, error_type: kind }) => onTrouble(kind, classname));
    const fetch = webFetch(options);
    const { session } = await Innertube.create({
      retrieve_player: false,
      generate_session_locally: true,
      retrieve_innertube_config: false,
      enable_session_cache: false,
      lang: options.language,
      location: options.country,
      ...(options.cookies !== undefined && { cookie: options.cookies }),
      ...(options.visitorData !== undefined && { visitor_data: options.visitorData }),
      fetch: asFetch(fetch),
    });
    return new InnerTube(session, fetch, options);
  }

  /** The visitor identity of everything but what is asked with another. */
  get visitorData(): string {
    return this.#session.context.client.visitorData ?? '';
  }

  /**
   * The raw answer of one of YouTube's endpoints (`/search`), for the site or for YouTube Music.
   * @throws CallFailure
   */
  async ask(path: string, body: object, signal: AbortSignal, client: 'WEB' | 'YTMUSIC' = 'WEB'): Promise<unknown> {
    const answer = await this.#session.http.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...body, client }),
      signal,
    });
    return readJson(answer);
  }

  /** @throws CallFailure */
  async player(request: PlayerRequest, signal: AbortSignal): Promise<unknown> {
    const { videoId, client, endpoint = 'player', visitorData = this.visitorData, poToken, body } = request;
    const path = endpoint === 'reel' ? 'reel/reel_item_watch' : 'player';
    const url = new URL(`https://${client.host ?? 'www.youtube.com'}/youtubei/v1/${path}?prettyPrint=false`);
    url.searchParams.set('id', videoId);
    if (endpoint === 'reel') url.searchParams.set('$fields', 'playerResponse');
    const video = { videoId, cpn: Utils.generateRandomString(16), contentCheckOk: true, racyCheckOk: true };
    return this.#post(url, client, visitorData, signal, {
      ...body,
      ...(endpoint === 'reel' ? { playerRequest: video, disablePlayerResponse: false } : video),
      ...(poToken !== undefined && { serviceIntegrityDimensions: { poToken } }),
    });
  }

  /** @throws CallFailure */
  async freshVisitor(signal: AbortSignal): Promise<string> {
    const { clientName: name, clientVersion: version } = this.#session.context.client;
    const url = new URL(`${SITE}/youtubei/v1/visitor_id?prettyPrint=false`);
    // Asked as somebody who was never here.
    const answer = await this.#post(url, { name, version, number: 1 }, undefined, signal, {});
    const visitor = readVisitor(answer);
    if (visitor === undefined) throw new CallFailure({ kind: 'unreadable', detail: 'no visitorData' });
    return visitor;
  }

  /** The JSON behind an address that is none of the inner interface. @throws CallFailure */
  async get(url: URL, signal: AbortSignal): Promise<unknown> {
    const headers = { 'user-agent': this.#session.user_agent ?? '', accept: 'application/json' };
    return readJson(await checked(() => this.#fetch(url, { method: 'GET', headers, signal }), signal));
  }

  async #post(
    url: URL,
    client: InnerTubeClient,
    visitorData: string | undefined,
    signal: AbortSignal,
    body: object,
  ): Promise<unknown> {
    const context = {
      client: {
        // Reasons are told apart by their English words.
        hl: 'en',
        gl: this.#options.country,
        ...client.about,
        ...(client.userAgent !== undefined && { userAgent: client.userAgent }),
        clientName: client.name,
        clientVersion: client.version,
        ...(visitorData !== undefined && { visitorData }),
      },
      user: { lockedSafetyMode: false },
      request: { useSsl: true, internalExperimentFlags: [] },
      ...(client.embedUrl !== undefined && { thirdParty: { embedUrl: client.embedUrl } }),
    };
    const headers = {
      'content-type': 'application/json',
      ...(visitorData !== undefined && { 'x-goog-visitor-id': visitorData }),
      'x-youtube-client-version': client.version,
      'user-agent': client.userAgent ?? this.#session.user_agent ?? '',
      origin: SITE,
      ...(client.number !== undefined && { 'x-youtube-client-name': String(client.number) }),
      ...(client.signedIn && (await this.#signedIn())),
    };
    const request: RequestInit = { method: 'POST', headers, body: JSON.stringify({ ...body, context }), signal };
    return readJson(await checked(() => this.#fetch(url, request), signal));
  }

  async #signedIn(): Promise<Record<string, string>> {
    const { cookies } = this.#options;
    if (cookies === undefined) return {};
    const sid = Utils.getCookie(cookies, 'SAPISID');
    return {
      cookie: cookies,
      ...(sid && { authorization: await Utils.generateSidAuth(sid), 'x-goog-authuser': '0' }),
    };
  }
}

/** Where Google sends those who ask too often: to a page that says so, with this status. */
const SORRY = /^https?:\/\/[\w.-]{0,40}\bgoogle\.com\/sorry\//;
const TOO_MANY = 429;

/** Ours, in the shape that youtubei.js calls. */
function asFetch(send: Fetch): typeof fetch {
  return async (input, init) => {
    // The library always gives the request, and what belongs to it beside it.
    const { url, method, signal } = input instanceof Request ? input : new Request(input, init);
    const headers = Object.fromEntries(new Headers(init?.headers));
    const body = typeof init?.body === 'string' ? { body: init.body } : {};
    return checked(() => send(new URL(url), { method, headers, signal, ...body }), signal);
  };
}

/** The answer, if it is a success. @throws CallFailure for every other */
async function checked(send: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
  let answer: Response;
  try {
    answer = await send();
  } catch (error) {
    throw new CallFailure(signal.aborted ? { kind: 'aborted' } : { kind: 'network', detail: describe(error) });
  }
  if (answer.ok) return answer;
  const retryAfter = answer.headers.get('retry-after');
  const detail = (await readText(answer).catch(() => '')).slice(0, 500);
  const isSorry = SORRY.test(answer.headers.get('location') ?? '');
  throw new CallFailure({
    kind: 'status',
    status: isSorry ? TOO_MANY : answer.status,
    detail,
    ...(retryAfter !== null && { retryAfter }),
  });
}

async function readJson(answer: Response): Promise<unknown> {
  const text = await readText(answer);
  try {
    return JSON.parse(text);
  } catch {
    throw new CallFailure({ kind: 'unreadable', detail: `no JSON: ${text.slice(0, 80)}` });
  }
}

async function readText(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      length += chunk.length;
      if (length > MOST_BYTES) throw new CallFailure({ kind: 'unreadable', detail: `more than ${MOST_BYTES} bytes` });
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    throw new CallFailure({ kind: 'network', detail: describe(error) });
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The cause is what happened; `fetch failed` around it is not. */
function describe(error: unknown): string {
  const { cause = error } = error instanceof Error ? error : {};
  const code = cause instanceof Error && 'code' in cause ? `${String(cause.code)} ` : '';
  return `${code}${cause instanceof Error ? cause.message : String(cause)}`.slice(0, 300);
}
