/**
 * Bytes that begin as they should: `OggS` for a file of Ogg. Servers that are not well send a web page in the place of a file, and its first
 * piece may be shorter than what tells them apart.
 * @param magic each character is one byte
 * @throws what `refuse` makes
 */
export async function* beginningWith(
  magic: string,
  bytes: AsyncIterable<Buffer>,
  refuse: () => Error,
): AsyncGenerator<Buffer, void> {
  let isKnown = false;
  let head = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (isKnown) yield chunk;
    else {
      head = Buffer.concat([head, chunk]);
      const seen = head.toString('latin1', 0, magic.length);
      if (!magic.startsWith(seen)) throw refuse();
      isKnown = seen === magic;
      if (isKnown) yield head;
    }
  }
  if (!isKnown) throw refuse();
}
