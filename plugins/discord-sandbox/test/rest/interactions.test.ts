import { expect } from 'chai';
import { ComponentType, ModalBuilder, TextInputBuilder, ActionRowBuilder, Routes } from 'discord.js';
import { SandboxUsageError } from '../../src/index.js';
import { type ConnectedBot, connectBot, failureOf, PLAY } from '../support/connected-bot.js';
import { ShiftedClock } from '../support/shifted-clock.js';
import { arrivingInteraction, usedCommand } from './arriving-interaction.js';

describe('interactions', () => {
  let clock: ShiftedClock;
  let bot: ConnectedBot;

  beforeEach(async () => {
    clock = new ShiftedClock();
    bot = await connectBot({ clock });
    await bot.register([PLAY]);
  });
  afterEach(() => bot.close());

  const nextInteraction = () => arrivingInteraction(bot);
  const nextCommand = () => usedCommand(bot);

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
