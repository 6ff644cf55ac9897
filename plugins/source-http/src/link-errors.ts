import {
  CircuitOpenError,
  type Clock,
  type FailureOptions,
  type Phrase,
  phrase,
  retryAfterMs,
  type SenderFault,
  SourceUnavailableError,
  TonearmError,
  TrackUnavailableError,
} from '@tonearm/core';
import { type Forbidden, hostOf } from './network-policy.js';
import { say } from './texts.js';

/** Name of the source, as it stands in references and errors. */
export const HTTP = 'http';

/** A name has an address that may not be reached. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

/** What one host could not do just now; its own circuit counts it. */
export function hostFails(host: string, fault: SenderFault, options: FailureOptions = {}): SourceUnavailableError {
  return unavailable(host, phrase(`sender.${fault}`, { name: host }), options);
}

/** Nothing there for us, whoever tries again. */
export function notForUs(words: Phrase, cause?: unknown): TrackUnavailableError {
  return new TrackUnavailableError(HTTP, words, { cause });
}

/** In words that name nothing of what was found inside. */
export function forbidden(why: Forbidden): TrackUnavailableError {
  return notForUs(say(why === 'scheme' ? 'not-web' : why));
}

/** What an answer other than “here it is” means. */
export function badAnswer(url: URL, status: number, retryAfter: string | undefined, clock: Clock): TonearmError {
  const host = hostOf(url);
  if (status === 404 || status === 410) {
    return notForUs(
      /^(?:cdn|media)\.discord(?:app)?\.(?:com|net)$/.test(host)
        ? say('expired-attachment')
        : phrase('sender.nothing-there', { name: host }),
    );
  }
  const isBusy = status === 408 || status === 425 || status === 429 || status >= 500;
  if (!isBusy) return notForUs(phrase('sender.not-for-us', { name: host, status: String(status) }));
  const waitMs = retryAfterMs(retryAfter, clock);
  const options = waitMs === undefined ? {} : { retryAfterMs: waitMs };
  if (status === 429) return hostFails(host, 'too-often', options);
  return unavailable(host, phrase('sender.unwell', { name: host, status: String(status) }), options);
}

const CERTIFICATE = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** A failure on the way, in words. Typed errors stay what they are. */
export function networkError(host: string, error: unknown): unknown {
  if (error instanceof TonearmError || error instanceof CircuitOpenError) return error;
  if (error instanceof ForbiddenAddress) return forbidden('inner-network');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND') return notForUs(say('no-such-host', { name: host }), error);
  if (CERTIFICATE.test(code)) return notForUs(say('bad-certificate', { name: host }), error);
  if (code.startsWith('HPE_')) return notForUs(say('no-web-server', { name: host }), error);
  return hostFails(host, 'unreachable', { cause: error });
}

function unavailable(host: string, words: Phrase, options: FailureOptions): SourceUnavailableError {
  return new SourceUnavailableError(HTTP, words, { ...options, upstream: host });
}
