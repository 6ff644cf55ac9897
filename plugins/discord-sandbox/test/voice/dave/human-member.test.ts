import { silentLogger } from '@tonearm/core';
import { expect } from 'chai';
import { ExternalSender } from '../../../src/voice/dave/external-sender.js';
import { HumanMember } from '../../../src/voice/dave/human-member.js';
import { ALICE, CHANNEL } from '../test-voice-server.js';

describe('HumanMember', () => {
  it('survives a proposal that its library does not take', () => {
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => warnings.push(message) };
    const answers = { keyPackage: () => {}, commitWelcome: () => {}, ready: () => {}, invalid: () => {} };
    const member = new HumanMember(ALICE, CHANNEL, answers, logger);
    member.externalSender(new ExternalSender().package);
    member.propose(Buffer.of(0, 3, 1, 2, 3));
    expect(warnings).to.have.length(1);
  });
});
