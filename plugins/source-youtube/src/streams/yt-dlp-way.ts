import { type Children, type Clock, raceSignal, ResourceLimitError, startDeadline } from '@tonearm/core';
import type { YtDlp } from './find-yt-dlp.js';
import { readRefusal } from './playability.js';
import { runYtDlp, type YtDlpEnd, type YtDlpOptions } from './run-yt-dlp.js';
import { clientFails, UnplayableVideoError } from './stream-errors.js';
import type { Suspicion } from './suspicion.js';
import type { Offered, Way } from './way.js';
import { sayOfWay } from './way-texts.js';
import { readYtDlpOffer } from './yt-dlp-offer.js';

/** Each is a Python with a browser's worth of work before it. */
const AT_ONCE = 2;
const ANSWER_MS = 25_000;

export interface YtDlpWayParts {
  readonly program: YtDlp;
  readonly options: YtDlpOptions;
  readonly suspicion: Suspicion;
  readonly clock: Clock;
  readonly children: Children;
}

/** Asks for the sound by a yt-dlp on this machine: slow, and kept up to date by many. */
export class YtDlpWay implements Way {
  readonly name = 'yt-dlp';
  readonly hasIdentity = false;
  readonly isSignedIn: boolean;
  readonly #parts: YtDlpWayParts;
  #running = 0;
  readonly #line: (() => void)[] = [];

  constructor(parts: YtDlpWayParts) {
    this.#parts = parts;
    this.isSignedIn = parts.options.cookiesFile !== undefined;
  }

  async offer(videoId: string, _worn: string | undefined, signal: AbortSignal): Promise<Offered> {
    const { clock } = this.#parts;
    const deadline = startDeadline(clock, ANSWER_MS, this.name, signal);
    try {
      return await this.#inTurn(() => this.#describe(videoId, deadline.signal), deadline.signal);
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.signal.aborted) throw clientFails(this.name, sayOfWay('no-answer-in-time'), { cause: error });
      throw error;
    } finally {
      deadline.release();
    }
  }

  async #inTurn<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#running < AT_ONCE) this.#running += 1;
    else await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#handOn();
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#line.push(resolve);
    await raceSignal(promise, signal).catch((error: unknown) => {
      const place = this.#line.indexOf(resolve);
      // Its turn may have come in the same moment: then it is the next one's.
      if (place === -1) this.#handOn();
      else this.#line.splice(place, 1);
      throw error;
    });
  }

  /** The turn of one that has ended is the next one's, before anyone who comes now. */
  #handOn(): void {
    const next = this.#line.shift();
    if (next) next();
    else this.#running -= 1;
  }

  async #describe(videoId: string, signal: AbortSignal): Promise<Offered> {
    const { program, options, children } = this.#parts;
    const end = await this.#run(() => runYtDlp(program, videoId, options, children, signal), signal);
    if (end.code !== 0) throw this.#refusal(end);
    const offer = readYtDlpOffer(parsed(end.output));
    if (offer.formats.length > 0 || offer.hlsUrl !== null) return offer;
    throw clientFails(this.name, sayOfWay('no-sound-in-answer'));
  }

  async #run(run: () => Promise<YtDlpEnd>, signal: AbortSignal): Promise<YtDlpEnd> {
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ResourceLimitError) throw error;
      throw clientFails(this.name, sayOfWay('cannot-start'), { cause: error });
    }
  }

  #refusal({ complaint, code }: YtDlpEnd): Error {
    const [, says = ''] = /^ERROR: (?:\[[\w:]{1,40}\] )?(?:[\w-]{11}: )?(.{1,1000})/m.exec(complaint) ?? [];
    if (says === '') {
      const how = code === null ? sayOfWay('ended-by-signal') : sayOfWay('ended-with', { code: String(code) });
      return clientFails(this.name, how, { cause: new Error(complaint) });
    }
    const told = readRefusal('ERROR', says);
    const isAboutVideo =
      !OWN_TROUBLE.test(says) && (told.kind !== 'unplayable' || told.why !== 'unavailable' || NOT_THERE.test(says));
    if (told.kind === 'unplayable' && isAboutVideo)
      return new UnplayableVideoError(told.why, told.final, { cause: new Error(says) });
    if (told.kind === 'bot-check') return this.#parts.suspicion.raise(says);
    return clientFails(this.name, shown(says), { cause: new Error(says) });
  }
}

/** What yt-dlp itself has met on the way, a network that is down, say: it tells nothing of the video. */
const OWN_TROUBLE =
  /^(?:unable|failed) to |http error|urlopen|\berrno\b|timed out|connection (?:aborted|reset|refused|broken)|closed connection|to proxy|certificate verify|requested format/i;
/** What says that there is no video; other words that nobody knows may pass. */
const NOT_THERE = /unavailable|not available/i;

/** Listeners read it: they are shown neither addresses, a password may stand in them, nor paths of this machine. */
function shown(says: string): string {
  return says
    .replace(/\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s'"]+/gi, '…')
    .replace(/(^|[\s'"(=])(?:~?\/|[a-z]:\\)[^\s'"]+/gi, '$1…');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
