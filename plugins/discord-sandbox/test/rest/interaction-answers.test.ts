import { expect } from 'chai';
import { AttachmentBuilder, EmbedBuilder, MessageFlags } from 'discord.js';
import { type ConnectedBot, connectBot, failureOf, PLAY } from '../support/connected-bot.js';
import { ShiftedClock } from '../support/shifted-clock.js';
import { usedCommand } from './arriving-interaction.js';

describe('interactions', () => {
  let clock: ShiftedClock;
  let bot: ConnectedBot;

  beforeEach(async () => {
    clock = new ShiftedClock();
    bot = await connectBot({ clock });
    await bot.register([PLAY]);
  });
  afterEach(() => bot.close());

  const nextCommand = () => usedCommand(bot);

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
});
