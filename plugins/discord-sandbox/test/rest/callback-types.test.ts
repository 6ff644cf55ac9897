import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/index.js';
import type { InteractionKind } from '../../src/world/records.js';
import { failureOf, restOf } from '../support/connected-bot.js';

/** What each kind of interaction may be answered with; 1 answers a ping, which never comes here. */
const TAKEN: Readonly<Record<InteractionKind, readonly number[]>> = {
  command: [4, 5, 9, 12],
  autocomplete: [8],
  component: [4, 5, 6, 7, 9, 12],
  modal: [4, 5, 6, 7, 12],
};

describe('callback types', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await createSandbox();
  });
  afterEach(() => sandbox.close());

  for (const [kind, taken] of Object.entries(TAKEN)) {
    it(`for ${kind} interactions are ${taken.join(', ')}: others are refused with 50035`, async () => {
      const guild = sandbox.addGuild({ name: 'Shop' });
      const text = guild.addTextChannel('music');
      const source = guild.owner.say(text, 'source');
      const answered: number[] = [];
      for (const type of [1, 4, 5, 6, 7, 8, 9, 12]) {
        const { id, token } = sandbox.world.interactions.open({
          kind: kind as InteractionKind,
          userId: guild.owner.id,
          guildId: guild.id,
          channelId: text.id,
          data: {},
          sourceMessageId: source.id,
        });
        const data = { content: 'x', choices: [], custom_id: 'form', title: 'Form', components: [] };
        const rows = [{ type: 1, components: [{ type: 4, custom_id: 'name', style: 1, label: 'Name' }] }];
        const body = { type, data: type === 9 ? { ...data, components: rows } : data };
        const sent = restOf(sandbox).post(`/interactions/${id}/${token}/callback`, { body, auth: false });
        if (taken.includes(type)) await sent.then(() => answered.push(type));
        else expect((await failureOf(sent)).code, `type ${type}`).to.equal(50035);
      }
      expect(answered).to.deep.equal(taken);
    });
  }
});
