import { type Clock, decodeText, type FetchedFile, id3TagLength, readWhole, phrase } from '@tonearm/core';
import type { LinkAnswer, LinkClient } from './link-client.js';
import { notForUs } from './link-errors.js';
import { LinkTransfer } from './link-transfer.js';
import { Peekable } from './peekable.js';
import { type LinkKind, recogniseLink } from './recognise-link.js';

/** What links are opened with. */
export interface LinkParts {
  readonly client: LinkClient;
  readonly clock: Clock;
}

/** A link whose first bytes are here. Whoever opened it reads `content` or closes it. */
export interface OpenedLink extends FetchedFile {
  readonly answer: LinkAnswer;
  readonly kind: LinkKind;
  readonly head: Buffer;
  readonly content: Peekable;
  /** A server of internet radio, by its own words. */
  readonly isRadio: boolean;
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
  parts: LinkParts,
  signal: AbortSignal,
  onTitle: (title: string) => void = () => {},
): Promise<OpenedLink> {
  const answer = await parts.client.get(url, { signal });
  const { headers, body } = answer;
  const { bytes, totalBytes, validator } = new LinkTransfer(parts, onTitle).partOf(answer);
  const content = new Peekable(bytes);
  try {
    const contentType = headers['content-type'] ?? '';
    const isRadio = Object.keys(headers).some((name) => name.startsWith('icy-') || name === 'ice-audio-info');
    const steps = isRadio || totalBytes === null ? FIRST_BYTES : [HEAD_BYTES];
    let { head, kind } = await look(content, steps, (bytes) => recogniseLink(bytes, answer.url, contentType));
    const tagBytes = id3TagLength(head);
    if (tagBytes > 0 && tagBytes <= MOST_TAG_BYTES) {
      head = await content.peek(tagBytes + (steps[0] ?? HEAD_BYTES));
      kind = recogniseLink(head, answer.url, contentType);
    }
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

/** The whole of it, as text. @throws TrackUnavailableError when it is too long to be a list */
export async function readText(link: OpenedLink, { client }: LinkParts): Promise<string> {
  const tooLong = () => notForUs(phrase('stream.long-list'));
  return decodeText(await readWhole(link.content.read(), client.limits.listBytes, tooLong));
}
