import { Container, type PluginContext, SystemClock, silentLogger, tokens } from '@tonearm/core';
import { expect } from 'chai';
import { discordVoice } from '../src/discord-voice.js';
import { CHANNEL, GUILD, ready, stateOf, TestVoice } from './test-voice.js';

describe('discordVoice', () => {
  it('provides a connector over whatever gateway the front end provides, and leaves all channels at its teardown', async () => {
    const voice = await TestVoice.start({ dave: false });
    const container = new Container();
    // The plugin takes no more of its context than this.
    const context = {
      clock: new SystemClock(),
      logger: silentLogger,
      provideLazily: container.provideLazily.bind(container),
    } as unknown as PluginContext;
    const teardown = await discordVoice().setup?.(context);
    container.provide(tokens.voiceGateway, voice.gateway);
    const connection = container.resolve(tokens.voiceConnector).connect(GUILD, CHANNEL);
    await stateOf(connection, ready);
    await teardown?.();
    expect(connection.state).to.deep.equal({ status: 'destroyed', error: null });
    await voice.close();
  });
});
