import type { SignedProposal } from './external-sender.js';
import { MlsReader } from './mls-bytes.js';
import {
  CONTENT_COMMIT,
  MLS_10,
  PROPOSAL_BY_REFERENCE,
  PUBLIC_MESSAGE,
  readLeafNode,
  SENDER_MEMBER,
  snowflakeBytes,
} from './mls-structures.js';

/** The body of op 28. */
export interface CommitWelcome {
  readonly groupId: Buffer;
  readonly epoch: bigint;
  /** The proposals that it makes true, as hexadecimal proposal references, in its order. */
  readonly references: readonly string[];
  /** The MLSMessage with the commit. */
  readonly commit: Buffer;
  /** The Welcome for those it adds; empty when it adds none. */
  readonly welcome: Buffer;
}

/**
 * Parses a commit and the welcome behind it. The commit has to be read to its last byte, since nothing says how long
 * it is. `undefined` when it is no commit that DAVE allows: a PublicMessage by a member that only refers to proposals.
 */
export function parseCommitWelcome(bytes: Buffer): CommitWelcome | undefined {
  try {
    const reader = new MlsReader(bytes);
    if (reader.u16() !== MLS_10 || reader.u16() !== PUBLIC_MESSAGE) return undefined;
    const groupId = reader.vector();
    const epoch = reader.u64();
    if (reader.u8() !== SENDER_MEMBER) return undefined;
    reader.u32(); // the committer's leaf
    reader.vector(); // authenticated data
    if (reader.u8() !== CONTENT_COMMIT) return undefined;
    const references = readReferences(reader.vector());
    if (reader.u8() === 1) readUpdatePath(reader);
    reader.vector(); // signature
    reader.vector(); // confirmation tag
    reader.vector(); // membership tag
    const end = reader.position;
    return { groupId, epoch, references, commit: bytes.subarray(0, end), welcome: bytes.subarray(end) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** DAVE, "Voice Gateway Commit Validity": of this group and epoch, and neither less nor more than was proposed. */
export function fits(
  commit: CommitWelcome,
  channelId: string,
  epoch: bigint,
  proposals: readonly SignedProposal[],
): boolean {
  const open = new Set(proposals.map(({ reference }) => reference));
  return (
    commit.groupId.equals(snowflakeBytes(channelId)) &&
    commit.epoch === epoch &&
    commit.references.length === open.size &&
    commit.references.every((reference) => open.has(reference))
  );
}

function readReferences(bytes: Buffer): string[] {
  const reader = new MlsReader(bytes);
  const references: string[] = [];
  while (!reader.ended) {
    if (reader.u8() !== PROPOSAL_BY_REFERENCE) throw new RangeError('DAVE allows no proposals inside a commit.');
    references.push(reader.vector().toString('hex'));
  }
  return references;
}

function readUpdatePath(reader: MlsReader): void {
  readLeafNode(reader);
  reader.vector(); // nodes
}
