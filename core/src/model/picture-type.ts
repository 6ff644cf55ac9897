/** The media type of a picture that Discord shows, by its bytes: what a tag claims about its picture is often wrong. `undefined` for anything else. */
export function pictureType(bytes: Uint8Array): string | undefined {
  const magic = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (magic.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (magic.startsWith('\x89PNG')) return 'image/png';
  if (magic.startsWith('GIF8')) return 'image/gif';
  return /^RIFF.{4}WEBP/s.test(magic) ? 'image/webp' : undefined;
}
