import davey from '@snazzah/davey';
import { expect } from 'chai';
import fc from 'fast-check';
import { parseCommitWelcome } from '../../../src/voice/dave/commit-welcome.js';
import { ExternalSender } from '../../../src/voice/dave/external-sender.js';
import { isKeyPackageOf } from '../../../src/voice/dave/key-package.js';
import { Leaves } from '../../../src/voice/dave/leaves.js';
import { MlsReader, vector } from '../../../src/voice/dave/mls-bytes.js';
import { ALICE, BOT, CHANNEL } from '../test-voice-server.js';

describe('MLS as DAVE uses it', () => {
  it('reads vectors of every length as they were written', () => {
    for (const length of [0, 1, 63, 64, 16_383, 16_384, 70_000]) {
      const reader = new MlsReader(Buffer.concat([vector(Buffer.alloc(length, 7)), Buffer.of(9)]));
      expect(reader.vector()).to.have.length(length);
      expect(reader.u8()).to.equal(9);
    }
  });

  it('gives each newcomer the leftmost free leaf', () => {
    const leaves = new Leaves();
    for (const userId of ['a', 'b', 'c']) leaves.add(userId);
    leaves.apply([
      { kind: 'add', userId: 'd', keyPackage: Buffer.alloc(0) },
      { kind: 'remove', userId: 'b', leaf: 1 },
    ]);
    leaves.add('e');
    expect(leaves.userIds.map((userId) => [userId, leaves.indexOf(userId)])).to.deep.equal([
      ['a', 0],
      ['d', 1],
      ['c', 2],
      ['e', 3],
    ]);
  });

  it('takes a key package only from the user whom it names', () => {
    const keyPackage = new davey.DAVESession(1, ALICE, CHANNEL).getSerializedKeyPackage();
    expect(isKeyPackageOf(ALICE, keyPackage)).to.equal(true);
    expect(isKeyPackageOf(BOT, keyPackage)).to.equal(false);
    expect(isKeyPackageOf(ALICE, keyPackage.subarray(0, -1))).to.equal(false);
    expect(isKeyPackageOf(ALICE, Buffer.concat([keyPackage, Buffer.of(0)]))).to.equal(false);
  });

  it('parses a real commit to its last byte and names its proposals as the committer does', () => {
    const { bytes, commit, welcome, reference } = aCommit();
    const parsed = parseCommitWelcome(bytes);
    expect(parsed?.commit).to.deep.equal(commit);
    expect(parsed?.welcome).to.deep.equal(welcome);
    expect(parsed?.references).to.deep.equal([reference]);
    expect(parsed?.epoch).to.equal(0n);
  });

  it('refuses what is no commit without throwing', () => {
    const { commit } = aCommit();
    for (let length = 0; length < commit.length; length++) {
      expect(parseCommitWelcome(commit.subarray(0, length))).to.equal(undefined);
    }
    fc.assert(
      fc.property(fc.nat(commit.length - 1), fc.nat(255), (at, value) => {
        const altered = Buffer.from(commit);
        altered.writeUInt8(value, at);
        parseCommitWelcome(altered);
      }),
    );
  });
});

function aCommit() {
  const sender = new ExternalSender();
  const founder = new davey.DAVESession(1, BOT, CHANNEL);
  founder.setExternalSender(sender.package);
  const keyPackage = new davey.DAVESession(1, ALICE, CHANNEL).getSerializedKeyPackage();
  const proposal = sender.propose(CHANNEL, 0n, { kind: 'add', userId: ALICE, keyPackage });
  const result = founder.processProposals(davey.ProposalsOperationType.APPEND, vector(proposal.message), [ALICE]);
  const commit = result.commit ?? Buffer.alloc(0);
  const welcome = result.welcome ?? Buffer.alloc(0);
  return { commit, welcome, bytes: Buffer.concat([commit, welcome]), reference: proposal.reference };
}
