import { type MlsReader, u64 } from './mls-bytes.js';

/** The numbers of RFC 9420 that DAVE v1 uses. */
export const MLS_10 = 1;
/** WireFormat `mls_public_message` (RFC 9420 §6). */
export const PUBLIC_MESSAGE = 1;
/** MLS_128_DHKEMP256_AES128GCM_SHA256_P256. */
export const CIPHER_SUITE = 2;
/** CredentialType `basic` (RFC 9420 §5.3). */
export const BASIC_CREDENTIAL = 1;
/** SenderType `member` (RFC 9420 §6). */
export const SENDER_MEMBER = 1;
/** SenderType `external` (RFC 9420 §6). */
export const SENDER_EXTERNAL = 2;
/** ContentType `proposal` (RFC 9420 §6). */
export const CONTENT_PROPOSAL = 2;
/** ContentType `commit` (RFC 9420 §6). */
export const CONTENT_COMMIT = 3;
/** ProposalType `add` (RFC 9420 §12.1). */
export const PROPOSAL_ADD = 1;
/** ProposalType `remove` (RFC 9420 §12.1). */
export const PROPOSAL_REMOVE = 3;
/** ProposalOrRefType `reference` (RFC 9420 §12.4). */
export const PROPOSAL_BY_REFERENCE = 2;

const SOURCE_KEY_PACKAGE = 1;
const SOURCE_UPDATE = 2;
const SOURCE_COMMIT = 3;
const CAPABILITY_VECTORS = 5;

/** The group id of a channel, and the identity of a user: the snowflake as 8 bytes (DAVE, "MLS Parameters"). */
export function snowflakeBytes(id: string): Buffer {
  return u64(BigInt(id));
}

/** Reads a LeafNode (RFC 9420 §7.2) and answers the identity in its basic credential. @throws RangeError for anything else. */
export function readLeafNode(reader: MlsReader): Buffer {
  reader.vector(); // encryption key
  reader.vector(); // signature key
  if (reader.u16() !== BASIC_CREDENTIAL) throw new RangeError('The credential of a leaf is not a basic one.');
  const identity = reader.vector();
  for (let index = 0; index < CAPABILITY_VECTORS; index++) reader.vector();
  readSource(reader);
  reader.vector(); // extensions
  reader.vector(); // signature
  return identity;
}

function readSource(reader: MlsReader): void {
  const source = reader.u8();
  switch (source) {
    case SOURCE_KEY_PACKAGE:
      reader.u64(); // not before
      reader.u64(); // not after
      break;
    case SOURCE_UPDATE:
      break;
    case SOURCE_COMMIT:
      reader.vector(); // parent hash
      break;
    default:
      throw new RangeError(`A leaf from source ${source} is unknown to MLS.`);
  }
}
