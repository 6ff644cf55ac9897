import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { addExampleGuild, createSandbox, type ExampleGuild, type Sandbox } from '@tonearm/discord-sandbox';
import { expect } from 'chai';

const TINY_BOT = fileURLToPath(new URL('./support/tiny-bot.js', import.meta.url));

describe('sapphire()', function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  let town: ExampleGuild;
  let bot: ChildProcess;

  before(async () => {
    sandbox = await createSandbox();
    town = addExampleGuild(sandbox);
    // A folder without a package.json: Sapphire reads there whether its pieces are ES modules.
    const env = { ...process.env, ...sandbox.environment };
    bot = spawn(process.execPath, [TINY_BOT], { cwd: tmpdir(), env, stdio: ['ignore', 'ignore', 'inherit'] });
    await sandbox.waitForCommand('leave', undefined, 10_000);
  });
  after(async () => {
    const exited = once(bot, 'exit');
    bot.kill();
    await exited;
    await sandbox.close();
  });

  it('registers every command from any working directory, for guilds alone', () => {
    const names = sandbox.commands.global.map(({ name }) => name);
    const wanted = [
      'play',
      'aplay',
      'queue_status',
      'cancel_task',
      'queue',
      'skip',
      'pause',
      'resume',
      'stop',
      'join',
      'leave',
    ];
    expect(names).to.include.members(wanted);
  });

  it('offers four priorities, and suggestions for what is typed', () => {
    const play = sandbox.commands.global.find(({ name }) => name === 'play');
    expect(JSON.stringify(play))
      .to.match(/urgent.*high.*normal.*low/)
      .and.to.match(/"autocomplete":true/);
  });

  it('turns an error inside a command into words, and goes on', async () => {
    town.manager.joinVoice(town.voice);
    const join = await town.manager.command(town.text, 'join');
    expect((await join.waitForReply()).content).to.match(
      /Nothing provides “voice-connector”. Add the plugin that does/,
    );
    const queue = await town.manager.command(town.text, 'queue');
    expect((await queue.waitForReply()).content).to.contain('Nothing is playing');
  });

  it('suggests nothing where no source can', async () => {
    expect(await town.manager.autocomplete(town.text, 'play', { query: 'any' }, 'query')).to.deep.equal([]);
  });
});
