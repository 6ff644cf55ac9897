import {
  CircuitOpenError,
  type Clock,
  type FailureOptions,
  retryAfterMs,
  SourceUnavailableError,
  TonearmError,
  TrackUnavailableError,
} from '@tonearm/core';
import { type Forbidden, hostOf } from './network-policy.js';

/** Name of the source, as it stands in references and errors. */
export const HTTP = 'http';

/** A name has an address that may not be reached. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

/** What one host could not do just now; its own circuit counts it. */
export function hostFails(host: string, what: string, options: FailureOptions = {}): SourceUnavailableError {
  return new SourceUnavailableError(HTTP, `${host} ${what}`, { ...options, upstream: host });
}

/** Nothing there for us, whoever tries again. */
export function notForUs(words: string, cause?: unknown): TrackUnavailableError {
  return new TrackUnavailableError(HTTP, words, { cause });
}

const FORBIDDEN: Readonly<Record<Forbidden, string>> = {
  scheme: 'That link leads to something that is neither http nor https.',
  credentials: 'Links with a user name or password in them are not opened: everyone would see them.',
  port: 'That link leads to a port where no audio is served.',
  'inner-network': 'That link leads into a private network. Only links to the public internet are opened.',
};

/** In words that name nothing of what was found inside. */
export function forbidden(why: Forbidden): TrackUnavailableError {
  return notForUs(FORBIDDEN[why]);
}

/** What an answer other than “here it is” means. */
export function badAnswer(url: URL, status: number, retryAfter: string | undefined, clock: Clock): TonearmError {
  const host = hostOf(url);
  if (status === 404 || status === 410) {
    return notForUs(
      /^(?:cdn|media)\.discord(?:app)?\.(?:com|net)$/.test(host)
        ? 'This link to a file on Discord has expired, or the file was deleted. Upload it again.'
        : `${host} has nothing at that address.`,
    );
  }
  const isBusy = status === 408 || status === 425 || status === 429 || status >= 500;
  if (!isBusy) return notForUs(`${host} does not let us listen (HTTP ${status}).`);
  const waitMs = retryAfterMs(retryAfter, clock);
  return hostFails(host, status === 429 ? 'says that we ask too often.' : `is not well (HTTP ${status}).`, {
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
  });
}

const CERTIFICATE = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** A failure on the way, in words. Typed errors stay what they are. */
export function networkError(host: string, error: unknown): unknown {
  if (error instanceof TonearmError || error instanceof CircuitOpenError) return error;
  if (error instanceof ForbiddenAddress) return forbidden('inner-network');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND') return notForUs(`There is no host called ${host}. Check the link.`, error);
  if (CERTIFICATE.test(code))
    return notForUs(`${host} cannot prove that it is ${host}: its certificate is bad.`, error);
  if (code.startsWith('HPE_')) return notForUs(`${host} does not answer as a web server does.`, error);
  return hostFails(host, 'cannot be reached.', { cause: error });
}
