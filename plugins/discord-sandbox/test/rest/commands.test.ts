import { expect } from 'chai';
import { Routes } from 'discord.js';
import { createSandbox, type Sandbox } from '../../src/index.js';
import { failureOf, PLAY, restOf } from '../support/connected-bot.js';

const LONG_CHOICES = Array.from({ length: 25 }, (_, index) => ({
  name: `${index}`.padEnd(100, 'x'),
  value: `${index}`.padEnd(100, 'x'),
}));

describe('command registration', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await createSandbox();
  });
  afterEach(() => sandbox.close());

  const put = (commands: unknown) =>
    restOf(sandbox).put(Routes.applicationCommands(sandbox.applicationId), { body: commands }) as Promise<
      { id: string; name: string }[]
    >;

  it('keeps the ids of commands whose names stay', async () => {
    const before = await put([PLAY, { name: 'skip', description: 'Skips' }]);
    const after = await put([{ ...PLAY, description: 'Plays something' }]);
    expect(after.map((command) => command.id)).to.deep.equal([before[0]?.id]);
    expect(sandbox.commands.global.map((command) => command.description)).to.deep.equal(['Plays something']);
  });

  it('gets, adds, changes and deletes single ones', async () => {
    const rest = restOf(sandbox);
    const path = Routes.applicationCommands(sandbox.applicationId);
    const created = (await rest.post(path, { body: PLAY })) as { id: string };
    const one = Routes.applicationCommand(sandbox.applicationId, created.id);
    await rest.patch(one, { body: { description: 'Other' } });
    expect(await rest.get(one)).to.include({ name: 'play', description: 'Other' });
    await rest.delete(one);
    expect((await failureOf(rest.get(one))).code).to.equal(10063);
  });

  it('lets a guild hide a global command by one of its own', async () => {
    const guild = sandbox.addGuild({ name: 'Shop' });
    await put([PLAY, { name: 'skip', description: 'Skips' }]);
    await restOf(sandbox).put(Routes.applicationGuildCommands(sandbox.applicationId, guild.id), {
      body: [{ ...PLAY, description: 'Here' }],
    });
    expect(guild.commands.map((command) => [command.name, command.description])).to.deep.equal([
      ['play', 'Here'],
      ['skip', 'Skips'],
    ]);
    expect((await sandbox.waitForCommand('play', guild)).guild_id).to.equal(guild.id);
  });

  const invalid: readonly [why: string, command: unknown, path: readonly string[], code: string][] = [
    ['a name in capitals', { ...PLAY, name: 'Play' }, ['0', 'name'], 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name that is too long', { ...PLAY, name: 'p'.repeat(33) }, ['0', 'name'], 'BASE_TYPE_BAD_LENGTH'],
    ['no description', { name: 'play' }, ['0', 'description'], 'BASE_TYPE_REQUIRED'],
    ['a long description', { ...PLAY, description: 'd'.repeat(101) }, ['0', 'description'], 'BASE_TYPE_BAD_LENGTH'],
    [
      'a required option after an optional one',
      {
        name: 'a',
        description: 'a',
        options: [
          { name: 'b', description: 'b', type: 3 },
          { name: 'c', description: 'c', type: 3, required: true },
        ],
      },
      ['0', 'options', '1'],
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      '26 choices',
      {
        name: 'a',
        description: 'a',
        options: [
          {
            name: 'b',
            description: 'b',
            type: 3,
            choices: Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` })),
          },
        ],
      },
      ['0', 'options', '0', 'choices'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an option of no known type',
      { ...PLAY, options: [{ name: 'b', description: 'b', type: 99 }] },
      ['0', 'options', '0', 'type'],
      'BASE_TYPE_CHOICES',
    ],
    [
      'two options of one name',
      {
        ...PLAY,
        options: [
          { name: 'b', description: 'b', type: 3 },
          { name: 'b', description: 'b', type: 3 },
        ],
      },
      ['0', 'options', '1', 'name'],
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'autocomplete beside choices',
      {
        ...PLAY,
        options: [{ name: 'b', description: 'b', type: 3, autocomplete: true, choices: [{ name: 'a', value: 'a' }] }],
      },
      ['0', 'options', '0', 'autocomplete'],
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
    ],
    [
      'a choice of text for a number',
      { ...PLAY, options: [{ name: 'b', description: 'b', type: 4, choices: [{ name: 'a', value: 'a' }] }] },
      ['0', 'options', '0', 'choices', '0', 'value'],
      'NUMBER_TYPE_COERCE',
    ],
    [
      'a context menu entry with a description',
      { name: 'Queue this', type: 3, description: 'd' },
      ['0', 'description'],
      'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED',
    ],
    [
      'permissions that are no number',
      { ...PLAY, default_member_permissions: 'all' },
      ['0', 'default_member_permissions'],
      'PERMISSIONS_INVALID',
    ],
    [
      'more than 8,000 characters',
      { ...PLAY, options: ['b', 'c'].map((name) => ({ name, description: name, type: 3, choices: LONG_CHOICES })) },
      ['0'],
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
    [
      'an option next to a subcommand',
      {
        name: 'a',
        description: 'a',
        options: [
          { name: 'b', description: 'b', type: 1 },
          { name: 'c', description: 'c', type: 3 },
        ],
      },
      ['0', 'options', '0'],
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
  ];
  for (const [why, command, path, code] of invalid) {
    it(`refuses ${why}`, async () => {
      const failure = await failureOf(put([command]));
      expect([failure.code, failure.status]).to.deep.equal([50035, 400]);
      let node = (failure.rawError as { errors: unknown }).errors;
      for (const key of path) node = (node as Record<string, unknown>)[key];
      expect((node as { _errors: { code: string }[] })._errors[0]?.code).to.equal(code);
      expect(sandbox.commands.global).to.deep.equal([]);
    });
  }

  it('refuses two commands of one name', async () => {
    expect((await failureOf(put([PLAY, PLAY]))).message).to.contain('Application command names must be unique');
  });

  it('refuses a wrong token with 401 before anything else', async () => {
    const answer = await fetch(`${sandbox.apiUrl}/v10/users/@me`, { headers: { authorization: 'Bot wrong' } });
    expect([answer.status, await answer.json()]).to.deep.equal([401, { message: '401: Unauthorized', code: 0 }]);
  });

  it('refuses commands for a guild without the bot', async () => {
    const guild = sandbox.addGuild({ name: 'Shop' });
    guild.bot.leaveGuild();
    const path = Routes.applicationGuildCommands(sandbox.applicationId, guild.id);
    expect((await failureOf(restOf(sandbox).put(path, { body: [] }))).code).to.equal(50001);
  });
});
