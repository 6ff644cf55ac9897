import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { GatewayIntentBits } from 'discord.js';
import { createSandbox, type Sandbox } from '../../src/index.js';
import { deferred } from '../support/connected-bot.js';
import { RawGateway } from '../support/raw-gateway.js';

describe('gateway', () => {
  describe('without manners', () => {
    let sandbox: Sandbox;
    beforeEach(async () => {
      sandbox = await createSandbox({ privilegedIntents: false });
    });
    afterEach(() => sandbox.close());

    it('closes with 4004 on a wrong token', async () => {
      const raw = await RawGateway.open(sandbox);
      raw.identify('wrong');
      expect(await raw.closed).to.equal(4004);
    });

    it('closes with 4003 on a request before IDENTIFY', async () => {
      const raw = await RawGateway.open(sandbox);
      raw.send(4, {});
      expect(await raw.closed).to.equal(4003);
    });

    it('closes with 4005 on a second IDENTIFY', async () => {
      const raw = await RawGateway.open(sandbox);
      raw.identify(sandbox.token);
      await raw.next('READY');
      raw.identify(sandbox.token);
      expect(await raw.closed).to.equal(4005);
    });

    it('closes with 4014 on intents that were not granted', async () => {
      const raw = await RawGateway.open(sandbox);
      raw.identify(sandbox.token, { intents: GatewayIntentBits.MessageContent });
      expect(await raw.closed).to.equal(4014);
    });

    it('closes with 4008 after 120 sends in a minute', async () => {
      const raw = await RawGateway.open(sandbox);
      for (let sent = 0; sent < 121; sent++) raw.send(1, null);
      expect(await raw.closed).to.equal(4008);
    });

    it('closes with 4002 on what is no JSON, or longer than 4,096 bytes', async () => {
      const codes = await Promise.all(
        ['{', JSON.stringify({ op: 1, d: 'x'.repeat(4_096) })].map(async (text) => {
          const raw = await RawGateway.open(sandbox);
          raw.sendText(text);
          return raw.closed;
        }),
      );
      expect(codes).to.deep.equal([4002, 4002]);
    });

    it('closes with 4001 on an unknown op, with 4010 on an impossible shard', async () => {
      const codes = await Promise.all(
        [
          (raw: RawGateway) => raw.send(99, null),
          (raw: RawGateway) => raw.identify(sandbox.token, { shard: [2, 1] }),
        ].map(async (act) => {
          const raw = await RawGateway.open(sandbox);
          act(raw);
          return raw.closed;
        }),
      );
      expect(codes).to.deep.equal([4001, 4010]);
    });

    it('acknowledges heartbeats, compressed with zlib-stream too', async () => {
      const raw = await RawGateway.open(sandbox, 'v=10&encoding=json&compress=zlib-stream');
      expect((await raw.next(10)).d['heartbeat_interval']).to.be.a('number');
      raw.send(1, null);
      await raw.next(11);
      raw.identify(sandbox.token);
      expect((await raw.next('READY')).d['session_id']).to.be.a('string');
      raw.close();
    });

    it('gives each shard its guilds by id', async () => {
      const guilds = Array.from({ length: 6 }, (_, index) => sandbox.addGuild({ name: `Guild ${index}` }));
      const told = await Promise.all(
        [0, 1].map(async (shard) => {
          const raw = await RawGateway.open(sandbox);
          raw.identify(sandbox.token, { shard: [shard, 2] });
          const ready = await raw.next('READY');
          raw.close();
          return (ready.d['guilds'] as { id: string }[]).map((guild) => guild.id);
        }),
      );
      const expected = [0, 1].map((shard) =>
        guilds.map((guild) => guild.id).filter((id) => Number((BigInt(id) >> 22n) % 2n) === shard),
      );
      expect(told).to.deep.equal(expected);
    });

    it('goes on at the socket that resumed, whatever becomes of the one before', async () => {
      const first = await RawGateway.open(sandbox);
      first.identify(sandbox.token);
      const ready = await first.next('READY');
      const second = await RawGateway.open(sandbox);
      second.send(6, { token: sandbox.token, session_id: ready.d['session_id'], seq: ready.s });
      await second.next('RESUMED');
      const noticed = deferred<void>();
      sandbox.onEvent((event) => {
        if (event.kind === 'bot-presence-changed') noticed.resolve();
      });
      first.close(1000);
      await noticed.promise;
      expect(sandbox.botConnected).to.equal(true);
      sandbox.addGuild({ name: 'Later' });
      expect((await second.next('GUILD_CREATE')).d['name']).to.equal('Later');
      second.close();
    });

    it('forgets a bot that does not come back: it is out of voice, and cannot resume', async () => {
      const clock = new FakeClock();
      const own = await createSandbox({ clock });
      try {
        const guild = own.addGuild({ name: 'Shop' });
        const voice = guild.addVoiceChannel('Lounge');
        const first = await RawGateway.open(own);
        first.identify(own.token, { intents: 129 });
        const ready = await first.next('READY');
        first.send(4, { guild_id: guild.id, channel_id: voice.id });
        await first.next('VOICE_STATE_UPDATE');
        const noticed = deferred<void>();
        own.onEvent((event) => {
          if (event.kind === 'bot-presence-changed' && !event.online) noticed.resolve();
        });
        first.terminate();
        await noticed.promise;
        clock.jump(299_000);
        expect(voice.hasBot).to.equal(true);
        clock.jump(1_000);
        expect(voice.hasBot).to.equal(false);
        const second = await RawGateway.open(own);
        second.send(6, { token: own.token, session_id: ready.d['session_id'], seq: 1 });
        expect((await second.next(9)).d).to.equal(false);
      } finally {
        await own.close();
      }
    });

    it('refuses to resume a session that was given up', async () => {
      const first = await RawGateway.open(sandbox);
      first.identify(sandbox.token);
      const ready = await first.next('READY');
      first.close(1000);
      await first.closed;
      const second = await RawGateway.open(sandbox);
      second.send(6, { token: sandbox.token, session_id: ready.d['session_id'], seq: 1 });
      expect((await second.next(9)).d).to.equal(false);
      second.close();
    });
  });
});
