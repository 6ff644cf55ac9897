import { type Clock, SystemClock, tokens, type Unsubscribe } from '@tonearm/core';
import { aTrack, FakeSource } from '@tonearm/core/testing';
import type { SandboxMember } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches } from './support/cards.js';

const DAY_MS = 24 * 3_600_000;

/** The machine's time, and what day it is can be changed. */
class MovableClock implements Clock {
  readonly #system = new SystemClock();
  aheadMs = 0;

  now(): number {
    return this.#system.now() + this.aheadMs;
  }

  monotonic(): number {
    return this.#system.monotonic();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#system.sleep(ms, signal);
  }

  after(ms: number, callback: () => void): Unsubscribe {
    return this.#system.after(ms, callback);
  }
}

describe('/cache', function () {
  this.timeout(20_000);
  const clock = new MovableClock();
  const source = new FakeSource({
    tracks: [aTrack({ id: 'secret', title: 'Secret Song', source: 'fake', durationMs: null })],
  });
  let bot: TestBot;

  before(async () => {
    bot = await aBot({ provide: (container) => container.provide(tokens.clock, clock) });
    bot.tonearm.sources.add(source);
    bot.listener.joinVoice(bot.voice);
  });
  after(() => bot.close());

  async function telling(subcommand: string, member: SandboxMember = bot.guild.owner): Promise<string> {
    const reply = await member.command(bot.text, `cache ${subcommand}`);
    const { content } = await reply.waitForReply();
    expect(reply.ephemeral, 'only who asked sees it').to.equal(true);
    return content;
  }

  async function askTimes(times: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      await reaches(await bot.listener.command(bot.text, 'play', { query: 'https://music.example/secret' }), 'playing');
      bot.tonearm.session(bot.guild.id)?.stop();
    }
  }

  it('tells that there is nothing yet', async () => {
    expect(await telling('show'))
      .to.contain('nothing asked yet (0 hits, 0 misses')
      .and.to.contain('0 (0 kB), 0 of them popular')
      .and.to.contain('0.0 seconds, measured')
      .and.to.contain('0, of which 0 were asked for again')
      .and.to.contain('0 to make room, 0 of age');
    expect(await telling('warm')).to.equal('Nothing is due: no popular entry is about to age.');
    expect(await telling('clear')).to.equal('The cache was empty already.');
  });

  it('shows how often it answered, what it holds and what that saved, and never what anyone asked for', async () => {
    await askTimes(4);
    const told = await telling('show');
    expect(told)
      .to.contain('75 % (3 hits, 1 misses since I started)')
      .and.to.contain('1 (1 kB), 1 of them popular')
      .and.to.match(/\*\*Time saved:\*\* -?\d+\.\d seconds, measured/);
    expect(told).not.to.match(/secret/i);
  });

  it('renews what is popular and about to age, and says how many', async () => {
    expect(await telling('warm')).to.contain('Nothing is due');
    clock.aheadMs += DAY_MS - 60_000;
    const asked = source.resolved.length;
    expect(await telling('warm')).to.equal('Renewed 1 entry.');
    expect(source.resolved).to.have.length(asked + 1);
    expect(await telling('show')).to.contain('1, of which 0 were asked for again');
    clock.aheadMs += 120_000;
    await askTimes(1);
    expect(await telling('show')).to.contain('1, of which 1 were asked for again');
    expect(source.resolved).to.have.length(asked + 1);
  });

  it('clears everything and says how many; what is asked for then is looked up again', async () => {
    const asked = source.resolved.length;
    expect(await telling('clear')).to.equal('Cleared 1 entry.');
    expect(await telling('show')).to.contain('0 (0 kB), 0 of them popular');
    await askTimes(1);
    expect(source.resolved).to.have.length(asked + 1);
  });

  it('is hidden from all but administrators, and refused to others to whom a server shows it', async () => {
    const guild = await bot.client.guilds.fetch(bot.guild.id);
    const commands = await guild.commands.fetch();
    const command = commands.find(({ name }) => name === 'cache');
    expect(command?.defaultMemberPermissions?.toArray()).to.deep.equal(['Administrator']);
    await command?.edit({ defaultMemberPermissions: null });
    for (const subcommand of ['show', 'warm', 'clear']) {
      expect(await telling(subcommand, bot.listener)).to.equal('Only administrators of this server may do that.');
    }
    expect((await bot.tonearm.cacheFigures()).entries).to.equal(1);
  });

  it('leaves nothing wrong in the log', () => {
    expect(bot.log.at('error')).to.deep.equal([]);
  });
});
