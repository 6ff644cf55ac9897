import {
  Container,
  type Plugin,
  type PluginContext,
  SetupError,
  SystemClock,
  silentLogger,
  type Tonearm,
  tokens,
} from '@tonearm/core';
import { expect } from 'chai';
import { discordVoice } from '../src/discord-voice.js';
import { Threads } from './threads.js';
import { CHANNEL, GUILD, ready, stateOf, TestVoice } from './test-voice.js';

describe('discordVoice', () => {
  for (const workers of [0, 1]) {
    it(`provides a connector with ${workers} workers over whatever gateway the front end provides, and leaves all channels at its teardown`, async () => {
      const voice = await TestVoice.start({ dave: false, workers: 0 });
      const { plugin, context, container } = somePlugin({ workers });
      const teardown = await plugin.setup?.(context);
      container.provide(tokens.voiceGateway, voice.gateway);
      const connection = container.resolve(tokens.voiceConnector).connect(GUILD, CHANNEL);
      await stateOf(connection, ready);
      await teardown?.();
      expect(connection.state).to.deep.equal({ status: 'destroyed', error: null });
      expect(voice.gateway.joins).to.deep.equal([CHANNEL, null]);
      await voice.close();
    });
  }

  it('starts its workers before anyone plays something, and ends them at its teardown', async () => {
    const voice = await TestVoice.start({ dave: false, workers: 0 });
    const { plugin, context, container } = somePlugin({ workers: 2 });
    const teardown = await plugin.setup?.(context);
    container.provide(tokens.voiceGateway, voice.gateway);
    const threads = new Threads();
    // It takes nothing of Tonearm.
    await plugin.start?.(undefined as unknown as Tonearm, context);
    await teardown?.();
    threads.stop();
    expect(threads.started).to.have.length(2);
    expect(threads.ended).to.equal(2);
    await voice.close();
  });

  for (const workers of [-1, 1.5, Number.NaN, 65]) {
    it(`does not take ${workers} workers`, () => {
      expect(() => discordVoice({ workers })).to.throw(SetupError, 'whole number');
    });
  }
});

function somePlugin(options: Parameters<typeof discordVoice>[0]): {
  readonly plugin: Plugin;
  readonly context: PluginContext;
  readonly container: Container;
} {
  const container = new Container();
  // The plugin takes no more of its context than this.
  const context = {
    clock: new SystemClock(),
    logger: silentLogger,
    container,
    provideLazily: container.provideLazily.bind(container),
  } as unknown as PluginContext;
  return { plugin: discordVoice(options), context, container };
}
