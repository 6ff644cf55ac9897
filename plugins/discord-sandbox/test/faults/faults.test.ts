import { expect } from 'chai';
import { RESTEvents, Routes } from 'discord.js';
import { createSandbox, type Sandbox } from '../../src/index.js';
import { restOf } from '../support/connected-bot.js';

describe('faults', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await createSandbox();
  });
  afterEach(() => sandbox.close());

  it('fail matching requests as often as asked, and discord.js tries again', async () => {
    sandbox.faults.fail({ method: 'GET', path: '/users/@me', status: 502, times: 2 });
    const rest = restOf(sandbox);
    const statuses: number[] = [];
    rest.on(RESTEvents.Response, (_, response) => statuses.push(response.status));
    await rest.get(Routes.gateway(), { auth: false });
    await rest.get(Routes.user());
    expect(statuses).to.deep.equal([200, 502, 502, 200]);
  });

  it('force a 429 that discord.js waits out', async () => {
    sandbox.faults.rateLimit({ path: /users/, retryAfterMs: 20 });
    const rest = restOf(sandbox);
    const statuses: number[] = [];
    rest.on(RESTEvents.Response, (_, response) => statuses.push(response.status));
    await rest.get(Routes.user());
    expect(statuses).to.deep.equal([429, 200]);
  });

  it('delay every answer until cleared', async () => {
    sandbox.faults.latency(80);
    const startMs = performance.now();
    await restOf(sandbox).get(Routes.user());
    expect(performance.now() - startMs).to.be.greaterThan(75);
    sandbox.faults.clear();
    expect(sandbox.faults.latencyMs).to.equal(0);
  });
});
