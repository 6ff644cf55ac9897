import { GatewayIntentBits, type Message } from 'discord.js';
import { expect } from 'chai';
import { type ConnectedBot, connectBot, failureOf } from '../support/connected-bot.js';

describe('direct messages', () => {
  let bot: ConnectedBot;

  beforeEach(async () => {
    bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages] });
  });
  afterEach(() => bot.close());

  const user = () => bot.client.users.fetch(bot.ada.id);

  it('reach the user alone, and their bot is told of them', async () => {
    const told = new Promise<Message>((resolve) => bot.client.once('messageCreate', resolve));
    const sent = await (await user()).send('Keep this');
    const received = await bot.ada.user.waitForDirectMessage();
    expect(received).to.include({ id: sent.id, content: 'Keep this' });
    expect(sent.inGuild()).to.equal(false);
    expect((await told).channel.isDMBased()).to.equal(true);
    expect(bot.text.messages).to.deep.equal([]);
    expect(bot.guild.owner.user.directMessages).to.deep.equal([]);
  });

  it('are edited, deleted and read again in the one channel there is with a user', async () => {
    const sent = await (await user()).send('First');
    await sent.edit('Second');
    expect(bot.ada.user.directMessages.map(({ content }) => content)).to.deep.equal(['Second']);
    const again = await (await user()).createDM(true);
    expect(again.id).to.equal(sent.channelId);
    expect((await again.messages.fetch()).size).to.equal(1);
    await sent.delete();
    expect(bot.ada.user.directMessages).to.deep.equal([]);
  });

  it('are refused with 50007 by who takes none, and by who shares no server', async () => {
    bot.ada.user.setDirectMessages(false);
    expect(await failureOf((await user()).send('Hello'))).to.include({ status: 403, code: 50007 });
    bot.ada.user.setDirectMessages(true);
    await (await user()).send('Hello');
    bot.ada.leaveGuild();
    expect(await failureOf((await user()).send('Hello again'))).to.include({ status: 403, code: 50007 });
    expect(bot.sandbox.world.messages.in(bot.sandbox.world.direct.open(bot.ada.id).id)).to.have.length(1);
  });

  it('are not to be had with nobody, with oneself, or with who is not known', async () => {
    const open = (recipient_id: unknown) => bot.client.rest.post('/users/@me/channels', { body: { recipient_id } });
    expect(await failureOf(open(undefined))).to.include({ status: 400, code: 50033 });
    expect(await failureOf(open(bot.sandbox.botUserId))).to.include({ status: 400, code: 50033 });
    expect(await failureOf(open('12345678901234567'))).to.include({ status: 404, code: 10013 });
  });
});
