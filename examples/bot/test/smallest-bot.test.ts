import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addExampleGuild, createSandbox } from '@tonearm/discord-sandbox';
import { expect } from 'chai';

const PROGRAM = fileURLToPath(new URL('../src/smallest-bot.js', import.meta.url));
const SOURCE = new URL('../../src/smallest-bot.ts', import.meta.url);
const MUSIC_DIR = fileURLToPath(new URL('../../music', import.meta.url));

describe('the smallest bot', () => {
  it('fits on half a page', () => {
    expect(readFileSync(SOURCE, 'utf8').trim().split('\n').length).to.be.at.most(30);
  });

  it('plays, and ends when it is told to', async function () {
    this.timeout(30_000);
    const sandbox = await createSandbox();
    const { guild, text, voice, listener } = addExampleGuild(sandbox);
    const env = { ...process.env, ...sandbox.environment, MUSIC_DIR };
    const bot = fork(PROGRAM, [], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const exited = once(bot, 'exit');
    try {
      await sandbox.waitForCommand('play', guild, 20_000);
      listener.joinVoice(voice);
      await listener.command(text, 'play', { query: 'needle drop' });
      await voice.listener.waitForFrames(50);
      bot.kill('SIGTERM');
      expect(await exited).to.deep.equal([0, null]);
    } finally {
      bot.kill('SIGKILL');
      await exited;
      await sandbox.close();
    }
  });
});
