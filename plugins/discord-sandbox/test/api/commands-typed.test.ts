import { expect } from 'chai';
import { type ConnectedBot, connectBot, deferred, failureOf, PLAY } from '../support/connected-bot.js';
import { type Interaction } from 'discord.js';
import { SandboxUsageError } from '../../src/index.js';

describe('a member who types commands', () => {
  let bot: ConnectedBot;
  beforeEach(async () => {
    bot = await connectBot();
    await bot.register([
      PLAY,
      { name: 'purge', description: 'p', default_member_permissions: '32' },
      {
        name: 'playlist',
        description: 'p',
        options: [
          {
            name: 'add',
            description: 'a',
            type: 1,
            options: [{ name: 'count', description: 'c', type: 4, required: true, min_value: 1, max_value: 9 }],
          },
          {
            name: 'share',
            description: 's',
            type: 2,
            options: [
              { name: 'with', description: 'w', type: 1, options: [{ name: 'who', description: 'w', type: 6 }] },
            ],
          },
        ],
      },
    ]);
  });
  afterEach(() => bot.close());

  const nextInteraction = () => {
    const next = deferred<Interaction>();
    bot.client.once('interactionCreate', next.resolve);
    return next.promise;
  };

  it('reaches subcommands and groups, with users resolved', async () => {
    const first = nextInteraction();
    await bot.ada.command(bot.text, 'playlist add', { count: 3 });
    const add = await first;
    if (!add.isChatInputCommand()) throw new Error('No command came');
    expect([add.options.getSubcommand(), add.options.getInteger('count')]).to.deep.equal(['add', 3]);

    const second = nextInteraction();
    await bot.ada.command(bot.text, 'playlist share with', { who: bot.ada.user });
    const share = await second;
    if (!share.isChatInputCommand()) throw new Error('No command came');
    expect([share.options.getSubcommandGroup(), share.options.getSubcommand()]).to.deep.equal(['share', 'with']);
    expect(share.options.getUser('who')?.username).to.equal('ada');
  });

  it('cannot send what Discord’s client would not send', async () => {
    const attempts = [
      () => bot.ada.command(bot.text, 'nothing'),
      () => bot.ada.command(bot.text, 'play'),
      () => bot.ada.command(bot.text, 'play', { query: 'x', colour: 'red' }),
      () => bot.ada.command(bot.text, 'play', { query: 'x', priority: 'soonest' }),
      () => bot.ada.command(bot.text, 'play', { query: 'x'.repeat(6_001) }),
      () => bot.ada.command(bot.text, 'playlist'),
      () => bot.ada.command(bot.text, 'playlist add', { count: 10 }),
      () => bot.ada.command(bot.text, 'purge'),
    ];
    for (const attempt of attempts) expect(await failureOf(attempt())).to.be.instanceOf(SandboxUsageError);
    await bot.guild.owner.command(bot.text, 'purge');
  });

  it('is told what was seen when what it waits for does not come', async () => {
    bot.onInteraction(async (interaction) => {
      if (interaction.isRepliable()) await interaction.reply('Something else');
    });
    const sent = await bot.ada.command(bot.text, 'play', { query: 'x' });
    await sent.waitForReply();
    const failure = await failureOf(sent.waitFor((state) => state.message?.content === 'This', 1));
    expect(failure.message).to.contain('Something else');
  });
});
