import type { SandboxVoiceChannel } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { Conversation } from '../support/conversation.js';

const ASK = 'Ask someone who manages the server to give me the';

describe('a voice channel where the bot may not play', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  async function isRefused(channel: SandboxVoiceChannel, words: string): Promise<void> {
    talk.bot.manager.joinVoice(channel);
    for (const [name, options] of [
      ['play', { query: 'fake: alpha' }],
      ['aplay', { query: 'fake: alpha' }],
      ['search', { query: 'fake: a' }],
      ['join', {}],
    ] as const) {
      expect(await talk.refusalOf(name, options), name).to.equal(words);
    }
    expect(talk.bot.tonearm.session(talk.bot.guild.id)).to.equal(undefined);
    expect(channel.hasBot).to.equal(false);
  }

  for (const [permission, words] of [
    ['ViewChannel', 'I am not allowed into {channel}.'],
    ['Connect', 'I am not allowed into {channel}.'],
    ['Speak', 'I am not allowed to speak in {channel}.'],
  ] as const) {
    it(`is told, with what is missing, without ${permission}`, async () => {
      const channel = talk.bot.guild.addVoiceChannel(`Without ${permission}`);
      channel.setPermissions(talk.bot.guild.bot, { deny: [permission] });
      const missing = permission === 'Speak' ? 'Speak' : 'Connect';
      await isRefused(channel, `${words.replace('{channel}', `<#${channel.id}>`)} ${ASK} ${missing} permission there.`);
    });
  }

  it('is told when it is full, and entered as soon as there is room', async () => {
    const channel = talk.bot.guild.addVoiceChannel('Booth', { userLimit: 2 });
    talk.bot.listener.joinVoice(channel);
    await isRefused(channel, `<#${channel.id}> is full. Make room, or go to another channel.`);
    talk.bot.listener.leaveVoice();
    expect(await talk.answerTo('join')).to.equal(`Coming to <#${channel.id}>.`);
    await channel.waitForBot();
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
