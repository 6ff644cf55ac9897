import { cleanText, decodeText } from '@tonearm/core';

/** A length of zero bytes says that nothing has changed. */
const BLOCK = 16;

/**
 * The sound of an Icecast or SHOUTcast stream, without what is said between: every `interval` bytes of sound one byte, and sixteen times
 * as many bytes of text (`icy-metaint`; Icecast, “Shoutcast-style metadata”).
 */
export async function* icySound(
  bytes: AsyncIterable<Buffer>,
  interval: number,
  onTitle: (title: string) => void,
): AsyncGenerator<Buffer> {
  let soundLeft = interval;
  let textLeft = 0;
  let text: Buffer[] = [];
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      if (soundLeft > 0) {
        const sound = chunk.subarray(at, at + soundLeft);
        yield sound;
        at += sound.length;
        soundLeft -= sound.length;
      } else if (textLeft === 0) {
        textLeft = chunk.readUInt8(at) * BLOCK;
        at += 1;
        if (textLeft === 0) soundLeft = interval;
      } else {
        const part = chunk.subarray(at, at + textLeft);
        text.push(part);
        at += part.length;
        textLeft -= part.length;
        if (textLeft > 0) continue;
        const title = icyTitle(Buffer.concat(text));
        if (title !== undefined) onTitle(title);
        text = [];
        soundLeft = interval;
      }
    }
  }
}

/** `StreamTitle='Artist - Title';StreamUrl='';` with quotes in the title unescaped, as they come; `undefined` when it names none. */
export function icyTitle(block: Buffer): string | undefined {
  const text = decodeText(block).replace(/\0+$/, '');
  const [, title] = /StreamTitle='(.*?)'(?:;\s*Stream\w+=|;?\s*$)/s.exec(text) ?? [];
  return cleanText(title) || undefined;
}

/** What segments are called that have no title. */
const NO_TITLE = /^(?:no desc|no title|n\/a|live|unknown|\P{L}*|.*\.(?:ts|aac|mp3|m4s|mp4))$/iu;

/**
 * What a station says behind the length of a segment of its stream: `Artist - Title`, or, as one big network writes it,
 * `title="Title",artist="Artist"`; `undefined` when that names nothing.
 */
export function segmentTitle(text: string): string | undefined {
  const attribute = (name: string) => cleanText(new RegExp(`(?:^|[,\\s])${name}="([^"]*)"`).exec(text)?.[1]);
  const parts = /^\w+="/.test(text) ? [attribute('artist'), attribute('title')] : [cleanText(text)];
  const title = parts.filter((part) => part !== '').join(' - ');
  return NO_TITLE.test(title) ? undefined : title;
}

/** The interval in a header; `undefined` when there is none that makes sense. */
export function icyInterval(header: string | readonly string[] | undefined): number | undefined {
  const interval = typeof header === 'string' && /^\d{1,8}$/.test(header) ? Number(header) : 0;
  return interval > 0 ? interval : undefined;
}
