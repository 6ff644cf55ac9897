import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { addExampleGuild, createSandbox, type ExampleGuild, type Sandbox } from '@tonearm/discord-sandbox';
import { expect } from 'chai';

const PROGRAM = fileURLToPath(new URL('../src/bot.js', import.meta.url));
const MUSIC_DIR = fileURLToPath(new URL('../../music', import.meta.url));

describe('Thing Name', () => {
  let sandbox: Sandbox;
  let shop: ExampleGuild;
  let end: () => Promise<unknown>;

  before(async () => {
    sandbox = await createSandbox();
    shop = addExampleGuild(sandbox);
    const env = { ...process.env, ...sandbox.environment, MUSIC_DIR, GUILD_ID: shop.guild.id };
    const bot = spawn(process.execPath, [PROGRAM], { env, stdio: 'ignore' });
    const ended = once(bot, 'exit');
    end = () => {
      bot.kill('SIGTERM');
      return ended;
    };
    const ready = sandbox.waitForCommand('play', shop.guild, 20_000).then(() => true);
    const isReady = await Promise.race([ready, ended.then(() => false)]);
    expect(isReady, 'whether it starts: node dist/src/bot.js tells why not').to.equal(true);
  });

  after(async () => {
    await end();
    await sandbox.close();
  });

  it('answers /play, and is heard', async () => {
    const { listener, text, voice } = shop;
    listener.joinVoice(voice);
    const interaction = await listener.command(text, 'play', { query: 'needle drop' });
    const reply = await interaction.waitForReply();
    expect(JSON.stringify(reply)).to.match(/needle drop/i);
    await voice.listener.waitForFrames(50);
  });

  it('says so when there is no such music', async () => {
    const { manager, text, voice } = shop;
    manager.joinVoice(voice);
    const interaction = await manager.command(text, 'play', { query: 'zyzzyva' });
    await interaction.waitFor(({ message }) => /nothing/i.test(JSON.stringify(message)));
  });

  it('ends when it is told to', async () => {
    expect(await end()).to.deep.equal([0, null]);
  });
});
