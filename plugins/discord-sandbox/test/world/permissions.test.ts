import { expect } from 'chai';
import {
  createSandbox,
  type Sandbox,
  type SandboxGuild,
  type SandboxMember,
  type SandboxTextChannel,
} from '../../src/index.js';

describe('permissions', () => {
  let sandbox: Sandbox;
  let guild: SandboxGuild;
  let text: SandboxTextChannel;
  let ada: SandboxMember;
  beforeEach(async () => {
    sandbox = await createSandbox();
    guild = sandbox.addGuild({ name: 'Shop' });
    text = guild.addTextChannel('music');
    ada = guild.addMember(sandbox.addUser({ name: 'ada' }));
  });
  afterEach(() => sandbox.close());

  it('are everything for the owner and for administrators, overwrites or not', () => {
    text.setPermissions(guild.everyone, { deny: ['SendMessages'] });
    expect(guild.owner.may('SendMessages', text)).to.equal(true);
    expect(ada.may('SendMessages', text)).to.equal(false);
    ada.setRoles([guild.addRole({ name: 'Admin', permissions: ['Administrator'] })]);
    expect(ada.may('SendMessages', text)).to.equal(true);
    expect(ada.may('ManageGuild')).to.equal(true);
  });

  it('are decided by everyone, then roles together, then the member', () => {
    const quiet = guild.addRole({ name: 'Quiet' });
    const loud = guild.addRole({ name: 'Loud' });
    ada.setRoles([quiet, loud]);
    text.setPermissions(quiet, { deny: ['SendMessages'] });
    expect(ada.may('SendMessages', text)).to.equal(false);
    text.setPermissions(loud, { allow: ['SendMessages'] });
    expect(ada.may('SendMessages', text)).to.equal(true);
    text.setPermissions(ada, { deny: ['SendMessages'] });
    expect(ada.may('SendMessages', text)).to.equal(false);
  });

  it('are none in a channel that is not seen', () => {
    text.setPermissions(guild.everyone, { deny: ['ViewChannel'] });
    expect(ada.may('SendMessages', text)).to.equal(false);
    expect(ada.may('SendMessages')).to.equal(true);
  });
});
