import { SourceUnavailableError } from '@tonearm/core';
import { type LinkAnswer } from './link-client.js';
import { hostFails, notForUs } from './link-errors.js';
import { hostOf } from './network-policy.js';
import { lengthIn, type LinkParts, type OpenedLink, soundOf, validatorOf } from './opened-link.js';

/** Tries in a row that bring next to nothing; what brings this much was worth it, and starts the count anew. */
const MOST_TRIES = 5;
const WORTH_BYTES = 64 * 1024;
const FIRST_PAUSE_MS = 250;

/**
 * The bytes of an opened link to their end. When the connection is lost, it goes on at the next byte; a radio station, at what
 * is on by then.
 * @throws SourceUnavailableError when it cannot go on: opened anew at the position it may
 */
export async function* resumedBytes(
  link: OpenedLink,
  parts: LinkParts,
  signal: AbortSignal,
  onTitle: (title: string) => void = () => {},
): AsyncGenerator<Buffer> {
  const { fileBytes } = parts.client.limits;
  let offset = 0;
  let triedAt = 0;
  let tries = 0;
  let bytes = link.content.read();
  for (;;) {
    try {
      for await (const chunk of bytes) {
        offset += chunk.length;
        if (!link.isRadio && offset > fileBytes) throw notForUs('That file is too long to be played.');
        yield chunk;
      }
      // A station has no end of its own, and a file ends where it was said to.
      const isWhole = link.totalBytes === null ? !link.isRadio : offset >= link.totalBytes;
      if (isWhole || (link.isRadio && link.totalBytes !== null)) return;
      throw hostFails(hostOf(link.url), 'has broken off.');
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof SourceUnavailableError)) throw error;
      if (offset - triedAt >= WORTH_BYTES) tries = 0;
      triedAt = offset;
      bytes = await reconnect(error);
    }
  }

  async function reconnect(error: unknown): Promise<AsyncGenerator<Buffer>> {
    for (; tries < MOST_TRIES; tries++) {
      await parts.clock.sleep(FIRST_PAUSE_MS * 2 ** tries, signal);
      try {
        const again = await (link.isRadio
          ? parts.client.get(link.url, { signal })
          : continueAt(link, offset, parts, signal));
        tries += 1;
        return soundOf(again, parts, onTitle);
      } catch (failure) {
        signal.throwIfAborted();
        if (!(failure instanceof SourceUnavailableError) || failure.cause === CHANGED) throw failure;
      }
    }
    throw error;
  }
}

/** The file is another one by now: its bytes do not follow those we have. */
const CHANGED = new Error('The file has changed.');

/**
 * The rest of a file from that byte on.
 * @throws SourceUnavailableError when the server cannot begin there, or has another file by now
 */
export async function continueAt(
  link: OpenedLink,
  from: number,
  { client }: LinkParts,
  signal: AbortSignal,
): Promise<LinkAnswer> {
  const { validator, totalBytes } = link;
  const range = { from, ...(validator !== undefined && { ifRange: validator }) };
  const answer = await client.get(link.url, { signal, range });
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.headers['content-range'] ?? '') ?? [];
  const isSame =
    validatorOf(answer) === validator && (totalBytes === null || total === '*' || lengthIn(total) === totalBytes);
  if (answer.status === 206 && Number(first) === from && isSame && !answer.encoded) return answer;
  answer.body.destroy();
  throw hostFails(hostOf(link.url), 'cannot go on where it broke off.', { cause: CHANGED });
}
