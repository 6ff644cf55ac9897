import { MlsReader } from './mls-bytes.js';
import { CIPHER_SUITE, MLS_10, readLeafNode, snowflakeBytes } from './mls-structures.js';

/** Whether the body of op 26 is one KeyPackage (RFC 9420 §10) of DAVE's cipher suite whose credential names this user. */
export function isKeyPackageOf(userId: string, bytes: Buffer): boolean {
  try {
    const reader = new MlsReader(bytes);
    if (reader.u16() !== MLS_10 || reader.u16() !== CIPHER_SUITE) return false;
    reader.vector(); // init key
    const identity = readLeafNode(reader);
    reader.vector(); // extensions
    reader.vector(); // signature
    return reader.ended && identity.equals(snowflakeBytes(userId));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
