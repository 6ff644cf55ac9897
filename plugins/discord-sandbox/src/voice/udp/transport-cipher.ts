import { createDecipheriv, type KeyObject } from 'node:crypto';
import type { RtpPacket } from './rtp-packet.js';

/** The only mode that the sandbox offers; every client of the voice gateway v8 has to support one of the AEAD modes, and Node has this one built in. */
export const TRANSPORT_MODE = 'aead_aes256_gcm_rtpsize';

const NONCE_LENGTH = 12;
const COUNTER_LENGTH = 4;
const TAG_LENGTH = 16;

/**
 * Takes the transport encryption off: after the ciphertext come the tag and a 4-byte counter, which is the start of
 * the nonce, the rest being zero. `undefined` when the key is another one or the packet was altered.
 */
export function openPacket(packet: RtpPacket, key: KeyObject): Buffer | undefined {
  const { sealed } = packet;
  const tagAt = sealed.length - COUNTER_LENGTH - TAG_LENGTH;
  if (tagAt < 0) return undefined;
  const nonce = Buffer.alloc(NONCE_LENGTH);
  sealed.copy(nonce, 0, sealed.length - COUNTER_LENGTH);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH });
  decipher.setAAD(packet.header);
  decipher.setAuthTag(sealed.subarray(tagAt, tagAt + TAG_LENGTH));
  try {
    const plain = decipher.update(sealed.subarray(0, tagAt));
    decipher.final();
    return plain.subarray(packet.extensionLength);
  } catch {
    return undefined;
  }
}
