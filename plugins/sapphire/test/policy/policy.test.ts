import { PermissionFlagsBits } from 'discord.js';
import { expect } from 'chai';
import { memberPermissionsFor, POLICY, policyWith } from '../../src/policy/policy.js';

describe('the policy', () => {
  it('is changed command by command', () => {
    const changed = policyWith({ stop: { who: 'listener' }, play: { coolDownMs: 0 } });
    expect(changed.stop).to.deep.equal({ who: 'listener', coolDownMs: 0 });
    expect(changed.play).to.deep.equal({ who: 'guest', coolDownMs: 0 });
    expect(changed.leave).to.deep.equal(POLICY.leave);
  });

  it('hides from others what is for administrators or who may manage the server, and nothing else', () => {
    const shown = Object.entries(POLICY).map(([name, rule]) => [name, memberPermissionsFor(rule)] as const);
    const hidden = shown.filter(([, permissions]) => permissions !== null);
    expect(hidden).to.deep.equal([
      ['settings', PermissionFlagsBits.ManageGuild],
      ...['cache', 'resources', 'cleanup'].map((name) => [name, PermissionFlagsBits.Administrator]),
    ]);
  });
});
