import { tokens } from '@tonearm/core';
import { aTrack, FakeSource } from '@tonearm/core/testing';
import type { SandboxMember } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches } from './support/cards.js';

describe('/resources and /cleanup', function () {
  this.timeout(20_000);
  const source = new FakeSource({ tracks: [aTrack({ title: 'Secret Song', source: 'fake', durationMs: null })] });
  let bot: TestBot;

  before(async () => {
    bot = await aBot({
      env: { MAX_VOICE_CONNECTIONS: '7', MAX_STREAMS: '8', MEMORY_SOFT_MB: '200', MEMORY_HARD_MB: '300' },
      provide: (container) => container.provide(tokens.memory, () => 123_000_000),
    });
    bot.tonearm.sources.add(source);
    bot.listener.joinVoice(bot.voice);
  });
  after(() => bot.close());

  async function telling(command: string, member: SandboxMember = bot.guild.owner): Promise<string> {
    const reply = await member.command(bot.text, command);
    const { content } = await reply.waitForReply();
    expect(reply.ephemeral, 'only who asked sees it').to.equal(true);
    return content;
  }

  it('tells what nothing looks like', async () => {
    expect(await telling('resources'))
      .to.contain('**Voice connections:** 0 of 7 (0 created, 0 released, 0 refused)')
      .and.to.contain('**Memory:** 123 MB: enough is left (I save from 200 MB, and refuse from 300 MB)')
      .and.to.contain('**Why:** nothing was refused or sent away');
    expect(await telling('cleanup')).to.equal('There was nothing to release.');
  });

  it('counts what plays, without a word of what it is; cleaning up leaves it alone', async () => {
    await reaches(await bot.listener.command(bot.text, 'play', { query: 'secret song' }), 'playing');
    const told = await telling('resources');
    expect(told)
      .to.contain('**Voice connections:** 1 of 7 (1 created, 0 released, 0 refused)')
      .and.to.contain('**Open tracks:** 1 of 8')
      .and.to.contain('**Sessions:** 1 active, 0 halted, 0 idle');
    expect(told).not.to.match(/secret/i);
    expect(await telling('cleanup')).to.contain('Closed 0 sessions that were not in use');
    expect(bot.tonearm.session(bot.guild.id)?.snapshot.playing).not.to.equal(null);
  });

  it('closes the session in which nothing plays, and says so', async () => {
    bot.tonearm.session(bot.guild.id)?.stop();
    expect(await telling('resources')).to.contain('0 active, 0 halted, 1 idle');
    expect(await telling('cleanup')).to.contain('Closed 1 session that was not in use');
    expect(bot.tonearm.session(bot.guild.id)).to.equal(undefined);
    expect(await telling('resources'))
      .to.contain('**Voice connections:** 0 of 7 (1 created, 1 released, 0 refused)')
      .and.to.contain('**Why:** 1 idle, and left by /cleanup');
  });

  it('is hidden from all but administrators, and refused to others to whom a server shows it', async () => {
    const guild = await bot.client.guilds.fetch(bot.guild.id);
    const commands = await guild.commands.fetch();
    for (const name of ['resources', 'cleanup']) {
      const command = commands.find((one) => one.name === name);
      expect(command?.defaultMemberPermissions?.toArray()).to.deep.equal(['Administrator']);
      await command?.edit({ defaultMemberPermissions: null });
      expect(await telling(name, bot.listener)).to.equal('Only administrators of this server may do that.');
    }
  });

  it('leaves nothing wrong in the log', () => {
    expect(bot.log.at('error')).to.deep.equal([]);
  });
});
