import { type Clock, id3TagLength } from '@tonearm/core';
import { icyInterval, icySound } from './icy-titles.js';
import { bodyBytes, Peekable } from './link-body.js';
import type { LinkAnswer, LinkClient } from './link-client.js';
import { notForUs } from './link-errors.js';
import { decodeText } from './link-text.js';
import { hostOf } from './network-policy.js';
import { type LinkKind, recogniseLink } from './recognise-link.js';

/** What links are opened with. */
export interface LinkParts {
  readonly client: LinkClient;
  readonly clock: Clock;
}

/** A link whose first bytes are here. Whoever opened it reads `content` or closes it. */
export interface OpenedLink {
  readonly url: URL;
  readonly answer: LinkAnswer;
  readonly kind: LinkKind;
  readonly head: Buffer;
  readonly content: Peekable;
  /** Of the whole file; `null` when the server does not tell, or has encoded it. */
  readonly totalBytes: number | null;
  /** A server of internet radio, by its own words. */
  readonly isRadio: boolean;
  /** What tells that the file is still the same; absent when nothing does. */
  readonly validator?: string;
  close(): void;
}

const HEAD_BYTES = 64 * 1024;
/** A station sends a few of them a second, so of what has no length no more is waited for than it takes to know it. */
const FIRST_BYTES = [4 * 1024, 16 * 1024, HEAD_BYTES];
/** Tags with big pictures in them; behind a longer one we do not look. */
const MOST_TAG_BYTES = 8 * 1024 * 1024;

/** Opens a link and looks at its first bytes. @param onTitle hears what a radio station says is on */
export async function openLink(
  url: URL,
  { client, clock }: LinkParts,
  signal: AbortSignal,
  onTitle: (title: string) => void = () => {},
): Promise<OpenedLink> {
  const answer = await client.get(url, { signal });
  const { headers, body } = answer;
  const content = new Peekable(soundOf(answer, { client, clock }, onTitle));
  try {
    const contentType = headers['content-type'] ?? '';
    const totalBytes = answer.encoded ? null : lengthIn(headers['content-length']);
    const isRadio = Object.keys(headers).some((name) => name.startsWith('icy-') || name === 'ice-audio-info');
    const steps = isRadio || totalBytes === null ? FIRST_BYTES : [HEAD_BYTES];
    let { head, kind } = await look(content, steps, (bytes) => recogniseLink(bytes, answer.url, contentType));
    const tagBytes = id3TagLength(head);
    if (tagBytes > 0 && tagBytes <= MOST_TAG_BYTES) {
      head = await content.peek(tagBytes + (steps[0] ?? HEAD_BYTES));
      kind = recogniseLink(head, answer.url, contentType);
    }
    const validator = validatorOf(answer);
    return {
      url: answer.url,
      answer,
      kind,
      head,
      content,
      totalBytes,
      isRadio,
      ...(validator !== undefined && { validator }),
      close: () => void body.destroy(),
    };
  } catch (error) {
    body.destroy();
    throw error;
  }
}

/** Looks at more and more of it until it is known. */
async function look(content: Peekable, steps: readonly number[], recognise: (head: Buffer) => LinkKind) {
  let head: Buffer = Buffer.alloc(0);
  let kind: LinkKind = { kind: 'unknown' };
  for (const length of steps) {
    head = await content.peek(length);
    kind = recognise(head);
    // Of a list the first bytes may not tell which kind it is; it ends soon anyway.
    if (kind.kind === 'audio' || (kind.kind !== 'unknown' && head.length < length)) break;
  }
  return { head, kind };
}

/** The bytes of an answer, without the titles that a station puts between them. */
export function soundOf(
  answer: LinkAnswer,
  { client, clock }: LinkParts,
  onTitle: (title: string) => void,
): AsyncGenerator<Buffer> {
  const { silenceMs } = client.limits;
  const bytes = bodyBytes(answer.body, { host: hostOf(answer.url), clock, silenceMs });
  const interval = icyInterval(answer.headers['icy-metaint']);
  return interval === undefined ? bytes : icySound(bytes, interval, onTitle);
}

/** The whole of it, as text. @throws TrackUnavailableError when it is too long to be a list */
export async function readText(link: OpenedLink, { client }: LinkParts): Promise<string> {
  return decodeText(await readWhole(link.content.read(), client.limits.listBytes, 'That list is too long to be read.'));
}

/** @throws TrackUnavailableError, with these words, when there is more than that */
export async function readWhole(bytes: AsyncIterable<Buffer>, mostBytes: number, words: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > mostBytes) throw notForUs(words);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function lengthIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A strong one only: parts of different files must not be joined (RFC 9110 §13.1.5). */
export function validatorOf({ headers }: LinkAnswer): string | undefined {
  const { etag } = headers;
  return etag !== undefined && !etag.startsWith('W/') ? etag : headers['last-modified'];
}
