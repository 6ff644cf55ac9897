import { expect } from 'chai';
import {
  AttachmentBuilder,
  ComponentType,
  EmbedBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  ActionRowBuilder,
  type Interaction,
  Routes,
} from 'discord.js';
import { SandboxUsageError } from '../../src/index.js';
import { type ConnectedBot, connectBot, deferred, failureOf, PLAY } from '../support/connected-bot.js';
import { ShiftedClock } from '../support/shifted-clock.js';

describe('interactions', () => {
  let clock: ShiftedClock;
  let bot: ConnectedBot;

  beforeEach(async () => {
    clock = new ShiftedClock();
    bot = await connectBot({ clock });
    await bot.register([PLAY]);
  });
  afterEach(() => bot.close());

  /** The bot's next interaction, unanswered. */
  function nextInteraction(): Promise<Interaction> {
    const next = deferred<Interaction>();
    bot.client.once('interactionCreate', next.resolve);
    return next.promise;
  }

  async function nextCommand() {
    const arrived = nextInteraction();
    const sent = await bot.ada.command(bot.text, 'play', { query: 'needle' });
    const interaction = await arrived;
    if (!interaction.isChatInputCommand()) throw new Error('No command came');
    return { sent, interaction };
  }

  it('carry member, guild, channel, locales and typed options', async () => {
    const arrived = nextInteraction();
    await bot.ada.command(bot.text, 'play', { query: 'needle drop', priority: 'high' });
    const interaction = await arrived;
    if (!interaction.isChatInputCommand() || !interaction.inCachedGuild())
      throw new Error('No command from a guild came');
    expect(interaction.options.getString('query')).to.equal('needle drop');
    expect(interaction.options.getString('priority')).to.equal('high');
    expect(interaction.member.user.username).to.equal('ada');
    expect(interaction.guild.name).to.equal('Shop');
    expect(interaction.channel?.name).to.equal('music');
    expect([interaction.locale, interaction.guildLocale, interaction.context]).to.deep.equal(['en-GB', 'en-US', 0]);
    expect(interaction.memberPermissions.has('Connect')).to.equal(true);
    expect(interaction.memberPermissions.has('ManageGuild')).to.equal(false);
    expect(interaction.appPermissions.has('Speak')).to.equal(true);
  });

  it('are deferred, edited and followed up, with the time of each', async () => {
    bot.onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.editReply('Looking …');
      await interaction.editReply({ embeds: [new EmbedBuilder().setTitle('Found')] });
      await interaction.followUp('And now playing');
    });
    const sent = await bot.ada.command(bot.text, 'play', { query: 'x' });
    await sent.waitFor((state) => state.responses.length === 4);
    expect(sent.callbackType).to.equal(5);
    expect(sent.responses.map((response) => response.kind)).to.deep.equal(['callback', 'edit', 'edit', 'follow-up']);
    expect(sent.responses[0]?.message?.flags).to.equal(MessageFlags.Loading);
    expect(sent.responses[1]?.message?.content).to.equal('Looking …');
    expect(sent.message?.embeds[0]?.title).to.equal('Found');
    expect(sent.thinking).to.equal(false);
    expect(sent.followUps.map((message) => message.content)).to.deep.equal(['And now playing']);
    const times = [sent.createdAtMs, ...sent.responses.map((response) => response.atMs)];
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    expect(bot.text.messages.map((message) => message.content)).to.deep.equal(['Looking …', 'And now playing']);
  });

  it('answered at once give discord.js the message when it asks for it', async () => {
    const { interaction } = await nextCommand();
    const response = await interaction.reply({ content: 'Here', withResponse: true });
    expect(response.resource?.message?.content).to.equal('Here');
    expect(response.interaction.responseMessageId).to.equal(response.resource?.message?.id);
  });

  it('are acknowledged only once: 40060', async () => {
    const { interaction, sent } = await nextCommand();
    await interaction.deferReply();
    const url = `${bot.sandbox.apiUrl}/v10/interactions/${interaction.id}/${interaction.token}/callback`;
    const again = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"type":5}',
    });
    expect(again.status).to.equal(400);
    expect(await again.json()).to.deep.equal({ message: 'Interaction has already been acknowledged.', code: 40060 });
    expect(sent.responses).to.have.length(1);
  });

  it('cannot be acknowledged after three seconds: 10062', async () => {
    const { interaction, sent } = await nextCommand();
    clock.forward(3_001);
    const failure = await failureOf(interaction.deferReply());
    expect([failure.code, failure.status]).to.deep.equal([10062, 404]);
    expect(sent.acknowledgedAtMs).to.equal(undefined);
  });

  it('tell who used the bot that it did not respond', async () => {
    const quick = await connectBot({ times: { acknowledgeMs: 20 } });
    try {
      await quick.register([PLAY]);
      const sent = await quick.ada.command(quick.text, 'play', { query: 'x' });
      expect(sent.unanswered).to.equal(false);
      await sent.waitFor((state) => state.unanswered);
    } finally {
      await quick.close();
    }
  });

  it('can be acknowledged just before', async () => {
    const { interaction, sent } = await nextCommand();
    clock.forward(2_500);
    await interaction.deferReply();
    expect(sent.callbackType).to.equal(5);
  });

  it('take edits for 15 minutes and none after: 50027', async () => {
    const { interaction, sent } = await nextCommand();
    await interaction.deferReply();
    clock.forward(890_000);
    await interaction.editReply('in time');
    clock.forward(10_001);
    const failure = await failureOf(interaction.editReply('too late'));
    expect([failure.code, failure.status]).to.deep.equal([50027, 401]);
    expect((await failureOf(interaction.followUp('too late'))).code).to.equal(50027);
    expect(sent.message?.content).to.equal('in time');
  });

  it('have no webhook before they are acknowledged: 10015', async () => {
    const { interaction } = await nextCommand();
    const failure = await failureOf(interaction.webhook.send('early'));
    expect(failure.code).to.equal(10015);
  });

  it('refuse a type that does not fit the kind: 50035', async () => {
    const { interaction } = await nextCommand();
    const failure = await failureOf(
      bot.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        body: { type: 6 },
        auth: false,
      }),
    );
    expect(failure.code).to.equal(50035);
  });

  it('fill the thinking message by the first follow-up', async () => {
    const { interaction, sent } = await nextCommand();
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const filled = await interaction.followUp('Done');
    expect(filled.id).to.equal(sent.message?.id);
    expect(sent.message?.flags).to.equal(MessageFlags.Ephemeral);
    expect(bot.text.messages).to.have.length(1);
  });

  it('reply to one user alone when the answer is ephemeral', async () => {
    const ben = bot.guild.addMember(bot.sandbox.addUser({ name: 'ben' }));
    const { interaction, sent } = await nextCommand();
    await interaction.reply({ content: 'for you', flags: MessageFlags.Ephemeral });
    expect(sent.ephemeral).to.equal(true);
    expect(bot.text.messagesFor(bot.ada).map((message) => message.content)).to.deep.equal(['for you']);
    expect(bot.text.messagesFor(ben)).to.deep.equal([]);
    const id = sent.message?.id ?? '';
    expect((await failureOf(bot.client.rest.get(`/channels/${bot.text.id}/messages/${id}`))).code).to.equal(10008);
  });

  it('edit, fetch and delete follow-ups, also ephemeral ones', async () => {
    const { interaction, sent } = await nextCommand();
    await interaction.reply('first');
    const more = await interaction.followUp({ content: 'second', flags: MessageFlags.Ephemeral });
    await interaction.editReply({ message: more.id, content: 'changed' });
    expect((await interaction.webhook.fetchMessage(more.id)).content).to.equal('changed');
    await interaction.deleteReply(more.id);
    expect(sent.responses.map((response) => response.kind)).to.deep.equal([
      'callback',
      'follow-up',
      'follow-up-edit',
      'follow-up-delete',
    ]);
    expect(bot.text.messages.map((message) => message.content)).to.deep.equal(['first']);
  });

  it('do not reach messages of others', async () => {
    const { interaction } = await nextCommand();
    await interaction.reply('mine');
    const foreign = bot.ada.say(bot.text, 'foreign');
    expect((await failureOf(interaction.editReply({ message: foreign.id, content: 'x' }))).code).to.equal(10008);
  });

  it('end with the channel they were used in: 10003', async () => {
    const { interaction } = await nextCommand();
    await interaction.deferReply();
    bot.text.remove();
    expect((await failureOf(interaction.editReply('too late'))).code).to.equal(10003);
    expect((await failureOf(interaction.followUp('too late'))).code).to.equal(10003);
    expect(bot.sandbox.world.messages.in(bot.text.id)).to.deep.equal([]);
  });

  it('cannot be answered in a channel that has gone: 10003', async () => {
    const { interaction } = await nextCommand();
    bot.text.remove();
    expect((await failureOf(interaction.reply('too late'))).code).to.equal(10003);
  });

  it('are forgotten an hour after their token has died', async () => {
    const { sent } = await nextCommand();
    clock.forward(74 * 60_000);
    await nextCommand();
    expect(bot.sandbox.world.interactions.find(sent.id)?.id).to.equal(sent.id);
    clock.forward(2 * 60_000);
    await nextCommand();
    expect(bot.sandbox.world.interactions.find(sent.id)).to.equal(undefined);
  });

  it('need a member who sees the channel', async () => {
    const button = { type: ComponentType.Button, style: 1, label: 'Go', custom_id: 'go' };
    const components = [{ type: ComponentType.ActionRow, components: [button] }];
    await bot.client.rest.post(Routes.channelMessages(bot.text.id), { body: { content: 'x', components } });
    const message = await bot.text.waitForMessage(({ content }) => content === 'x');
    bot.text.setPermissions(bot.guild.everyone, { deny: ['ViewChannel'] });
    expect((await failureOf(bot.ada.click(message, 'go'))).message).to.contain('ada does not see music');
    bot.ada.leaveGuild();
    expect((await failureOf(bot.ada.click(message, 'go'))).message).to.contain('ada is no member');
  });

  it('delete and fetch their original', async () => {
    const { interaction, sent } = await nextCommand();
    await interaction.reply('short');
    expect((await interaction.fetchReply()).content).to.equal('short');
    await interaction.deleteReply();
    expect(sent.message).to.equal(undefined);
    expect((await failureOf(interaction.editReply('gone'))).code).to.equal(10008);
  });

  it('carry attachments both ways', async () => {
    const { interaction, sent } = await nextCommand();
    const file = new AttachmentBuilder(Buffer.from('bytes of a picture'), { name: 'cover.png' });
    await interaction.reply({
      embeds: [new EmbedBuilder().setTitle('T').setImage('attachment://cover.png')],
      files: [file],
    });
    const url = sent.message?.attachments[0]?.url ?? '';
    expect(sent.message?.embeds[0]?.image?.url).to.equal(url);
    const served = await fetch(url);
    expect(await served.text()).to.equal('bytes of a picture');
    expect(served.headers.get('content-type')).to.equal('image/png');

    await interaction.editReply({
      attachments: [],
      files: [new AttachmentBuilder(Buffer.from('two'), { name: 'b.txt' })],
    });
    expect(sent.message?.attachments.map((attachment) => attachment.filename)).to.deep.equal(['b.txt']);
  });

  it('suggest choices', async () => {
    bot.onInteraction(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const focused = interaction.options.getFocused();
      await interaction.respond([{ name: `You typed ${focused}`, value: focused }]);
    });
    const choices = await bot.ada.autocomplete(bot.text, 'play', { query: 'nee' }, 'query');
    expect(choices).to.deep.equal([{ name: 'You typed nee', value: 'nee' }]);
  });

  it('refuse more than 25 suggestions', async () => {
    const arrived = nextInteraction();
    const typing = failureOf(bot.ada.autocomplete(bot.text, 'play', { query: 'nee' }, 'query', 1));
    const interaction = await arrived;
    if (!interaction.isAutocomplete()) throw new Error('No autocomplete came');
    const many = Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` }));
    expect((await failureOf(interaction.respond(many))).code).to.equal(50035);
    expect((await typing).message).to.contain('Waited');
  });

  describe('of components', () => {
    const ROWS = [
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: 'Skip', custom_id: 'skip' },
          { type: 2, style: 2, label: 'Off', custom_id: 'off', disabled: true },
        ],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: 'view',
            options: [
              { label: 'Text', value: 'text' },
              { label: 'Embed', value: 'embed' },
            ],
          },
        ],
      },
      { type: 1, components: [{ type: 5, custom_id: 'who' }] },
    ];

    async function posted() {
      const { interaction, sent } = await nextCommand();
      await interaction.reply({ content: 'Controls', components: ROWS });
      return sent.waitForReply();
    }

    it('update the message they stand on', async () => {
      const message = await posted();
      bot.onInteraction(async (interaction) => {
        if (interaction.isButton())
          await interaction.update({
            content: `${interaction.customId} by ${interaction.user.username}`,
            components: [],
          });
      });
      const click = await bot.ada.click(message, 'skip');
      await click.waitFor((state) => state.responses.length === 1);
      expect(click.callbackType).to.equal(7);
      expect(bot.text.messages.map((each) => each.content)).to.deep.equal(['skip by ada']);
      expect(bot.text.messages[0]?.components).to.deep.equal([]);
    });

    it('are deferred, then edit the message they stand on', async () => {
      const message = await posted();
      bot.onInteraction(async (interaction) => {
        if (!interaction.isButton()) return;
        await interaction.deferUpdate();
        await interaction.editReply('changed');
      });
      const click = await bot.ada.click(message, 'skip');
      await click.waitFor((state) => state.responses.length === 2);
      expect(bot.text.messages.map((each) => each.content)).to.deep.equal(['changed']);
    });

    it('carry picked values, and users resolved', async () => {
      const message = await posted();
      const first = nextInteraction();
      await bot.ada.pick(message, 'view', ['embed']);
      const select = await first;
      expect(select.isStringSelectMenu() && select.values).to.deep.equal(['embed']);
      const second = nextInteraction();
      await bot.ada.pick(message, 'who', [bot.ada.id]);
      const users = await second;
      expect(users.isUserSelectMenu() && users.users.first()?.username).to.equal('ada');
    });

    it('are refused by the client where Discord would refuse them', async () => {
      const message = await posted();
      for (const attempt of [
        () => bot.ada.click(message, 'off'),
        () => bot.ada.click(message, 'nothing'),
        () => bot.ada.pick(message, 'view', ['other']),
      ]) {
        expect(await failureOf(attempt())).to.be.instanceOf(SandboxUsageError);
      }
    });
  });

  it('open a modal and carry what was written in it', async () => {
    bot.onInteraction(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const input = new TextInputBuilder().setCustomId('name').setLabel('Name').setStyle(1);
        await interaction.showModal(
          new ModalBuilder()
            .setCustomId('save')
            .setTitle('Save')
            .addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(input)),
        );
      }
      if (interaction.isModalSubmit())
        await interaction.reply(`Saved as ${interaction.fields.getTextInputValue('name')}`);
    });
    const sent = await bot.ada.command(bot.text, 'play', { query: 'x' });
    await sent.waitFor((state) => state.modal !== undefined);
    const submitted = await bot.ada.submit(sent, { name: 'Morning' });
    expect((await submitted.waitForReply()).content).to.equal('Saved as Morning');
    expect(sent.modal?.components[0]?.type).to.equal(ComponentType.ActionRow);
  });
});
