import { SetupError } from '@tonearm/core';
import { expect } from 'chai';
import { readConfig } from '../src/config.js';

describe('the configuration of the bot', () => {
  it('has no limits of its own where none are given', () => {
    expect(readConfig({}).limits).to.deep.equal({});
    expect(readConfig({ MAX_STREAMS: '  ' }).limits).to.deep.equal({});
  });

  it('reads every limit, in the units of its name', () => {
    const { limits } = readConfig({
      MAX_VOICE_CONNECTIONS: '3',
      MAX_STREAMS: '6',
      MAX_CHILD_PROCESSES: '4',
      MEMORY_SOFT_MB: '400',
      MEMORY_HARD_MB: '512',
      IDLE_LEAVE_MINUTES: '10',
      HALTED_LEAVE_MINUTES: '60',
    });
    expect(limits).to.deep.equal({
      voiceConnections: 3,
      streams: 6,
      childProcesses: 4,
      memorySoftBytes: 400_000_000,
      memoryHardBytes: 512_000_000,
      idleLeaveMs: 600_000,
      haltedLeaveMs: 3_600_000,
    });
  });

  for (const key of [
    'MAX_VOICE_CONNECTIONS',
    'MAX_STREAMS',
    'MAX_CHILD_PROCESSES',
    'MEMORY_SOFT_MB',
    'MEMORY_HARD_MB',
    'IDLE_LEAVE_MINUTES',
    'HALTED_LEAVE_MINUTES',
  ]) {
    it(`refuses nonsense in ${key}, with what was expected and what came`, () => {
      for (const text of ['0', '-1', '2.5', 'many', '1e3', '0x10', 'Infinity', '99999999999999999999']) {
        expect(() => readConfig({ [key]: text })).to.throw(
          SetupError,
          `${key} has to be a whole number above 0, not “${text}”.`,
        );
      }
    });
  }

  it('refuses a soft limit of memory that is not below the hard one', () => {
    expect(() => readConfig({ MEMORY_SOFT_MB: '512', MEMORY_HARD_MB: '512' })).to.throw(
      SetupError,
      'MEMORY_SOFT_MB has to be below MEMORY_HARD_MB, not 512 and 512.',
    );
  });

  it('asks SoundCloud on Discord, in the sandbox only when it is told to, and takes no id that cannot be one', () => {
    expect(readConfig({}).soundcloud).to.equal(undefined);
    expect(readConfig({ DISCORD_TOKEN: 'x', DISCORD_API_URL: 'http://127.0.0.1:1' }).soundcloud).to.equal(undefined);
    expect(readConfig({ DISCORD_TOKEN: 'x' }).soundcloud).to.deep.equal({});
    expect(readConfig({ DISCORD_TOKEN: 'x', SOUNDCLOUD: 'off' }).soundcloud).to.equal(undefined);
    expect(readConfig({ SOUNDCLOUD: 'on' }).soundcloud).to.deep.equal({});
    const clientId = 'a1'.repeat(16);
    const own = readConfig({ SOUNDCLOUD: 'on', SOUNDCLOUD_CLIENT_ID: clientId, SOUNDCLOUD_URL: 'http://127.0.0.1:1' });
    expect(own.soundcloud).to.include({ clientId }).and.to.have.property('addresses');
    expect(() => readConfig({ SOUNDCLOUD_CLIENT_ID: 'my id' })).to.throw(SetupError, 'SOUNDCLOUD_CLIENT_ID');
  });
});
