import davey from '@snazzah/davey';
import { silentLogger } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { Audience } from '../../../src/voice/dave/audience.js';
import { parseCommitWelcome } from '../../../src/voice/dave/commit-welcome.js';
import { ExternalSender } from '../../../src/voice/dave/external-sender.js';
import { HumanMember } from '../../../src/voice/dave/human-member.js';
import { vector } from '../../../src/voice/dave/mls-bytes.js';
import { ALICE, BOT, CHANNEL } from '../test-voice-server.js';

const LEFT_AT_MS = 1_800_000_000_000;
const OPUS = Buffer.from([0xfc, 1, 2, 3, 4, 5, 6, 7]);

describe('Audience', () => {
  it('still hears through who left what was on its way then, and nothing later', async () => {
    const { alice, frame } = await aliceAndAFrame();
    const audience = new Audience(new FakeClock(LEFT_AT_MS));
    audience.add(alice);
    expect(audience.open(BOT, frame(), LEFT_AT_MS - 1)).to.deep.equal(OPUS);
    audience.remove(ALICE);
    expect(audience.open(BOT, frame(), LEFT_AT_MS + 50)).to.deep.equal(OPUS);
    expect(audience.open(BOT, frame(), LEFT_AT_MS + 150)).to.equal(undefined);
  });
});

/** Alice in a group that a bot has founded, and frames of that bot. */
async function aliceAndAFrame() {
  const sender = new ExternalSender();
  const bot = new davey.DAVESession(1, BOT, CHANNEL);
  bot.setExternalSender(sender.package);
  let alice: HumanMember | undefined;
  const keyPackage = await new Promise<Buffer>((resolve) => {
    const answers = {
      keyPackage: (_: string, made: Buffer) => resolve(made),
      commitWelcome() {},
      ready() {},
      invalid() {},
    };
    alice = new HumanMember(ALICE, CHANNEL, answers, silentLogger);
    alice.externalSender(sender.package);
  });
  if (alice === undefined) throw new Error('Alice was not made.');
  const proposal = sender.propose(CHANNEL, 0n, { kind: 'add', userId: ALICE, keyPackage });
  const made = bot.processProposals(davey.ProposalsOperationType.APPEND, vector(proposal.message), [ALICE]);
  const bytes = Buffer.concat([made.commit ?? Buffer.alloc(0), made.welcome ?? Buffer.alloc(0)]);
  const parsed = parseCommitWelcome(bytes);
  if (parsed === undefined) throw new Error('The bot made no commit.');
  bot.processCommit(parsed.commit);
  alice.welcome(0, parsed.welcome);
  return { alice, frame: () => bot.encryptOpus(OPUS) };
}
