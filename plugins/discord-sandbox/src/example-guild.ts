import type { SandboxTextChannel, SandboxVoiceChannel } from './api/sandbox-channel.js';
import type { SandboxGuild } from './api/sandbox-guild.js';
import type { SandboxMember } from './api/sandbox-member.js';
import type { Sandbox } from './sandbox.js';

/** A small guild to try a bot in. */
export interface ExampleGuild {
  readonly guild: SandboxGuild;
  readonly text: SandboxTextChannel;
  readonly voice: SandboxVoiceChannel;
  /** May manage the server, and so everything a bot reserves for DJs. */
  readonly manager: SandboxMember;
  /** An ordinary listener. */
  readonly listener: SandboxMember;
}

/** A minute of sound: who leaves the sandbox open for days keeps no more. */
const KEPT_FRAMES = 3_000;

/** Builds a guild with two text channels, two voice channels, and two people with different rights. */
export function addExampleGuild(
  sandbox: Sandbox,
  { locale = 'en-US' }: { readonly locale?: string } = {},
): ExampleGuild {
  const ada = sandbox.addUser({ name: 'ada', displayName: 'Ada', locale: 'en-GB' });
  const guild = sandbox.addGuild({ name: 'The Record Shop', owner: ada, locale });
  const staff = guild.addRole({
    name: 'Staff',
    permissions: ['ManageGuild', 'ManageMessages', 'MoveMembers'],
    color: 0xe0a030,
  });
  guild.addRole({ name: 'DJ', color: 0x5090e0 });
  const text = guild.addTextChannel('music');
  guild.addTextChannel('general');
  const voice = guild.addVoiceChannel('Listening room');
  for (const channel of [voice, guild.addVoiceChannel('Back room')]) channel.listener.keepLast(KEPT_FRAMES);
  const manager = guild.owner;
  manager.setRoles([staff]);
  const listener = guild.addMember(sandbox.addUser({ name: 'ben', displayName: 'Ben', locale: 'en-GB' }));
  return { guild, text, voice, manager, listener };
}
