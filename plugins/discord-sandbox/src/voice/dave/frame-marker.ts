/** The last two bytes of every end-to-end encrypted frame (DAVE, "Payload Format"). */
const MARKER = 0xfafa;
/**
 * What follows the ciphertext of an Opus frame, in bytes: an 8-byte tag, a nonce of 1 to 5, its own size, the marker.
 * Opus has no unencrypted ranges to list in between.
 */
const SHORTEST_SUPPLEMENT = 8 + 1 + 1 + 2;
const LONGEST_SUPPLEMENT = 8 + 5 + 1 + 2;

/** Whether a frame claims to be end-to-end encrypted. An Opus packet looks so by chance once in three million. */
export function hasDaveMarker(frame: Uint8Array): boolean {
  if (frame.length <= SHORTEST_SUPPLEMENT) return false;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  const size = view.getUint8(frame.length - 3);
  return view.getUint16(frame.length - 2) === MARKER && size >= SHORTEST_SUPPLEMENT && size <= LONGEST_SUPPLEMENT;
}
