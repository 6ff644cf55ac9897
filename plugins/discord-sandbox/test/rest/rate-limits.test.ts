import { expect } from 'chai';
import { RESTEvents, Routes } from 'discord.js';
import { createSandbox, DISCORD_RATE_LIMITS, type Sandbox, type SandboxTextChannel } from '../../src/index.js';
import { restOf } from '../support/connected-bot.js';
import { ShiftedClock } from '../support/shifted-clock.js';

describe('rate limits', () => {
  let sandbox: Sandbox;
  let text: SandboxTextChannel;
  let clock: ShiftedClock;

  async function start(windowMs: number) {
    clock = new ShiftedClock();
    const routes = DISCORD_RATE_LIMITS.routes.map((route) => ({ ...route, windowMs }));
    sandbox = await createSandbox({ clock, rateLimits: { ...DISCORD_RATE_LIMITS, routes } });
    text = sandbox.addGuild({ name: 'Shop' }).addTextChannel('music');
  }
  afterEach(() => sandbox.close());

  const post = (channelId = text.id) =>
    fetch(`${sandbox.apiUrl}/v10/channels/${channelId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
      body: '{"content":"x"}',
    });

  it('count a window per route and channel, and say so in the headers', async () => {
    await start(5_000);
    const remaining: (string | null)[] = [];
    for (let sent = 0; sent < 5; sent++) remaining.push((await post()).headers.get('x-ratelimit-remaining'));
    expect(remaining).to.deep.equal(['4', '3', '2', '1', '0']);

    const refused = await post();
    expect(refused.status).to.equal(429);
    const body = (await refused.json()) as { retry_after: number; global: boolean };
    expect(body.global).to.equal(false);
    expect(body.retry_after).to.be.within(3, 5);
    expect(Number(refused.headers.get('retry-after'))).to.be.within(3, 5);
    expect(refused.headers.get('x-ratelimit-scope')).to.equal('user');
    expect(refused.headers.get('x-ratelimit-limit')).to.equal('5');

    const other = sandbox.guilds[0]?.addTextChannel('other');
    const elsewhere = await post(other?.id);
    expect([elsewhere.status, elsewhere.headers.get('x-ratelimit-bucket')]).to.deep.equal([
      200,
      refused.headers.get('x-ratelimit-bucket'),
    ]);
    clock.forward(5_001);
    expect((await post()).status).to.equal(200);
  });

  it('count the edits of each interaction for themselves', async () => {
    await start(5_000);
    const guild = sandbox.guilds[0];
    const answered = () => {
      const interaction = sandbox.world.interactions.open({
        kind: 'command',
        userId: guild?.owner.id ?? '',
        guildId: guild?.id ?? '',
        channelId: text.id,
        data: {},
        sourceMessageId: null,
      });
      sandbox.world.interactions.acknowledge(interaction.id, interaction.token, { type: 5 });
      return interaction.token;
    };
    const edit = async (token: string) => {
      const response = await fetch(
        `${sandbox.apiUrl}/v10/webhooks/${sandbox.applicationId}/${token}/messages/@original`,
        {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: '{"content":"x"}',
        },
      );
      return [response.status, response.headers.get('x-ratelimit-remaining')];
    };
    const [first, second] = [answered(), answered()];
    const edits: unknown[] = [];
    for (let sent = 0; sent < 6; sent++) edits.push(await edit(first));
    expect(edits).to.deep.equal([
      [200, '4'],
      [200, '3'],
      [200, '2'],
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ]);
    expect(await edit(second)).to.deep.equal([200, '4']);
  });

  it('stop everything after 50 requests in a second, interactions excepted', async () => {
    await start(5_000);
    const ask = () => fetch(`${sandbox.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${sandbox.token}` } });
    const statuses = await Promise.all(Array.from({ length: 51 }, async () => (await ask()).status));
    expect(statuses.filter((status) => status === 200)).to.have.length(50);
    const refused = await ask();
    expect([
      refused.status,
      refused.headers.get('x-ratelimit-global'),
      refused.headers.get('x-ratelimit-scope'),
    ]).to.deep.equal([429, 'true', 'global']);
    const callback = await fetch(`${sandbox.apiUrl}/v10/interactions/1/none/callback`, {
      method: 'POST',
      body: '{"type":5}',
    });
    expect(callback.status).to.equal(404);
  });

  it('are kept by discord.js from the headers alone: it never meets a 429', async () => {
    await start(300);
    const rest = restOf(sandbox);
    let refusals = 0;
    rest.on(RESTEvents.Response, (_, response) => {
      if (response.status === 429) refusals += 1;
    });
    await Promise.all(
      Array.from({ length: 12 }, () => rest.post(Routes.channelMessages(text.id), { body: { content: 'x' } })),
    );
    expect(text.messages).to.have.length(12);
    expect(refusals).to.equal(0);
  });
});
