import davey from '@snazzah/davey';
import type { BadProposal } from '../voice-server.js';
import { DAVE_VERSION } from './dave-version.js';
import type { EncryptionGroup } from './encryption-group.js';
import { ExternalSender, type ProposedChange } from './external-sender.js';
import { u8, vector } from './mls-bytes.js';

/** Nobody has this id: it is older than Discord. */
const STRANGER = '4194304000001';
/** The first field of op 27. */
const APPEND = 0;

/** What a bad proposal is made for. */
export interface BadProposalTarget {
  readonly channelId: string;
  readonly sender: ExternalSender;
  readonly group: EncryptionGroup;
}

/**
 * The body of an op 27 that no client may follow: somebody else than the voice server throws the first member out, or
 * somebody of whom nobody was told is let in to listen (DAVE, "Proposals": both are to be ignored).
 */
export function badProposal(how: BadProposal, { channelId, sender, group }: BadProposalTarget): Buffer {
  const author = how === 'forged' ? new ExternalSender() : sender;
  const { message } = author.propose(channelId, group.epoch, how === 'forged' ? removal(group) : addition(channelId));
  return Buffer.concat([u8(APPEND), vector(message)]);
}

function removal({ userIds }: EncryptionGroup): ProposedChange {
  return { kind: 'remove', userId: userIds[0] ?? STRANGER, leaf: 0 };
}

function addition(channelId: string): ProposedChange {
  const session = new davey.DAVESession(DAVE_VERSION, STRANGER, channelId);
  return { kind: 'add', userId: STRANGER, keyPackage: session.getSerializedKeyPackage() };
}
