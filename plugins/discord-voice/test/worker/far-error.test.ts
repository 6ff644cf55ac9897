import { expect } from 'chai';
import { speechIn, VoiceError } from '@tonearm/core';
import { say } from '../../src/texts/say.js';
import { received, sendable } from '../../src/worker/far-error.js';

const overThere = (error: unknown) => received(structuredClone(sendable(error)));

describe('received', () => {
  it('is a VoiceError again, with its words, its cause and where it arose', () => {
    const error = new VoiceError('No room.', true, { cause: new RangeError('full') });
    const copy = overThere(error);
    expect(copy).to.be.instanceOf(VoiceError);
    expect(copy).to.include({ code: 'voice', retryable: true, message: 'No room.', stack: error.stack });
    expect(copy.cause).to.include({ name: 'RangeError', message: 'full' });
    expect(overThere(new VoiceError('No.', false))).to.include({ retryable: false });
  });

  it('says in every language what it said before', () => {
    const copy = overThere(new VoiceError(say('failed.in-vain', { reason: say('lost.broke'), tries: 3 }), true));
    expect(copy).to.be.instanceOf(VoiceError);
    const wording = copy instanceof VoiceError ? copy.wording : '';
    expect(speechIn('de').phrase(wording)).to.match(/^Die Verbindung zum Sprachserver ist abgerissen\. Das Beitreten/);
    expect(speechIn('fr').phrase(wording)).to.match(/^La connexion au serveur vocal s’est rompue\. La connexion/);
  });

  it('keeps the code of a foreign error, and loses what cannot be copied', () => {
    const error = Object.assign(new Error('reset'), { code: 'ECONNRESET', socket: () => {} });
    const copy = overThere(error);
    expect(copy).not.to.be.instanceOf(VoiceError);
    expect(copy).to.include({ message: 'reset', code: 'ECONNRESET' });
    expect(copy).not.to.have.property('socket');
  });

  it('comes out of whatever was thrown', () => {
    expect(overThere('oops')).to.be.instanceOf(Error).and.include({ message: 'oops' });
    const circular: Error & { cause?: unknown } = new Error('circular');
    circular.cause = circular;
    expect(overThere(circular).message).to.equal('circular');
  });
});
