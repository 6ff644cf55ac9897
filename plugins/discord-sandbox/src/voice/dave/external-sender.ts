import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { u8, u16, u32, u64, vector } from './mls-bytes.js';
import {
  BASIC_CREDENTIAL,
  CONTENT_PROPOSAL,
  MLS_10,
  PROPOSAL_ADD,
  PROPOSAL_REMOVE,
  PUBLIC_MESSAGE,
  SENDER_EXTERNAL,
  snowflakeBytes,
} from './mls-structures.js';

/** What a proposal would change. */
export type ProposedChange =
  | { readonly kind: 'add'; readonly userId: string; readonly keyPackage: Uint8Array }
  | { readonly kind: 'remove'; readonly userId: string; readonly leaf: number };

/** A proposal, signed. */
export interface SignedProposal {
  readonly change: ProposedChange;
  /** The MLSMessage. */
  readonly message: Buffer;
  /** The name that commits call it by, in hexadecimal. */
  readonly reference: string;
}

const IDENTITY = 'tonearm-discord-sandbox';
/** Our place in the group's `external_senders`, which has one entry. */
const SENDER_INDEX = 0;

/**
 * The voice server's part in MLS: it is no member of any group, but the only one who may propose who is in it
 * (RFC 9420 §12.1.8, DAVE "External Sender").
 */
export class ExternalSender {
  readonly #privateKey: KeyObject;
  /** The body of op 25: public key and credential. */
  readonly package: Buffer;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    this.package = Buffer.concat([
      vector(uncompressedPoint(publicKey)),
      u16(BASIC_CREDENTIAL),
      vector(Buffer.from(IDENTITY, 'latin1')),
    ]);
  }

  /** A proposal for the group of a channel at an epoch. */
  propose(channelId: string, epoch: bigint, change: ProposedChange): SignedProposal {
    const content = Buffer.concat([
      vector(snowflakeBytes(channelId)),
      u64(epoch),
      u8(SENDER_EXTERNAL),
      u32(SENDER_INDEX),
      vector(), // authenticated data
      u8(CONTENT_PROPOSAL),
      proposalBytes(change),
    ]);
    const signed = Buffer.concat([u16(PUBLIC_MESSAGE), content]);
    // MLS signs with ECDSA in DER, which is what Node makes; an external sender knows no group context to sign over.
    const signature = sign(
      'sha256',
      labelled('FramedContentTBS', Buffer.concat([u16(MLS_10), signed])),
      this.#privateKey,
    );
    const authenticated = Buffer.concat([signed, vector(signature)]);
    return {
      change,
      message: Buffer.concat([u16(MLS_10), authenticated]),
      reference: proposalReference(authenticated),
    };
  }
}

function proposalBytes(change: ProposedChange): Buffer {
  switch (change.kind) {
    case 'add':
      return Buffer.concat([u16(PROPOSAL_ADD), change.keyPackage]);
    case 'remove':
      return Buffer.concat([u16(PROPOSAL_REMOVE), u32(change.leaf)]);
  }
}

/** SignContent of RFC 9420 §5.1.2. */
function labelled(label: string, content: Buffer): Buffer {
  return Buffer.concat([vector(Buffer.from(`MLS 1.0 ${label}`, 'latin1')), vector(content)]);
}

/** RefHash of RFC 9420 §5.2 over the AuthenticatedContent. */
function proposalReference(authenticated: Buffer): string {
  const input = Buffer.concat([vector(Buffer.from('MLS 1.0 Proposal Reference', 'latin1')), vector(authenticated)]);
  return createHash('sha256').update(input).digest('hex');
}

function uncompressedPoint(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([u8(4), Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')]);
}
