import { expect } from 'chai';
import { ActivityType, Routes } from 'discord.js';
import { type ConnectedBot, connectBot, failureOf } from '../support/connected-bot.js';

describe('identity routes', () => {
  let bot: ConnectedBot;
  beforeEach(async () => {
    bot = await connectBot({ sharding: { shards: 3, maxConcurrency: 2 } });
  });
  afterEach(() => bot.close());

  it('tell the application, the bot and its guilds', async () => {
    const { client, sandbox, guild } = bot;
    const application = await client.application.fetch();
    expect([application.id, application.bot?.id]).to.deep.equal([sandbox.applicationId, sandbox.botUserId]);
    expect((await client.users.fetch(bot.ada.id, { force: true })).username).to.equal('ada');
    expect((await client.guilds.fetch()).map((each) => each.name)).to.deep.equal(['Shop']);
    expect((await client.application.emojis.fetch()).size).to.equal(0);
    expect((await failureOf(client.users.fetch('100000000000000001'))).code).to.equal(10013);
    expect((await failureOf(client.rest.get('/applications/100000000000000001/emojis'))).code).to.equal(10002);
    expect((await client.guilds.fetch({ guild: guild.id, force: true })).ownerId).to.equal(guild.owner.id);
  });

  it('advise how many shards to start', async () => {
    const advice = await bot.client.rest.get(Routes.gatewayBot());
    expect(advice).to.deep.include({ shards: 3 });
    expect(advice).to.have.nested.property('session_start_limit.max_concurrency', 2);
  });

  it('let the bot leave a guild', async () => {
    const { client, guild, sandbox } = bot;
    await client.guilds.cache.get(guild.id)?.leave();
    expect(guild.members.map((member) => member.user.name)).to.not.include('tonearm');
    expect((await failureOf(client.rest.get(Routes.guild(guild.id)))).code).to.equal(10004);
    expect(sandbox.guilds).to.have.length(1);
  });

  it('answer 404 for routes that do not exist, 50109 for bodies that are no JSON', async () => {
    expect((await failureOf(bot.client.rest.get('/nowhere'))).status).to.equal(404);
    const answer = await fetch(`${bot.sandbox.apiUrl}/v10/channels/${bot.text.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${bot.sandbox.token}`, 'content-type': 'application/json' },
      body: '{"content":',
    });
    expect([answer.status, ((await answer.json()) as { code: number }).code]).to.deep.equal([400, 50109]);
  });

  it('show what the bot says it is doing', async () => {
    const { client, sandbox } = bot;
    const told = new Promise<string | null>((resolve) => {
      sandbox.onEvent((event) => {
        if (event.kind === 'bot-presence-changed' && event.activity !== null) resolve(event.activity);
      });
    });
    client.user.setActivity('records', { type: ActivityType.Listening });
    expect(await told).to.equal('Listening to records');
    expect([sandbox.world.presence.online, sandbox.world.presence.activity]).to.deep.equal([true, await told]);
  });
});
