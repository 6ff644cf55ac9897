import {
  Container,
  hasSound,
  type Plugin,
  type PluginContext,
  type ProgressView,
  Registry,
  SetupError,
  silentLogger,
  type Source,
} from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { serviceLinks } from '../src/service-links.js';

describe('serviceLinks', () => {
  it('brings a source without sound for each service, and takes them away again', async () => {
    const { sources, undo } = await setUp(serviceLinks());
    expect(sources.names()).to.deep.equal(['spotify', 'apple-music', 'deezer', 'tidal']);
    expect([...sources].filter(hasSound)).to.deep.equal([]);
    await undo();
    expect(sources.names()).to.deep.equal([]);
  });

  it('refuses options that make no sense, in words that hold no secret', async () => {
    expect(() => serviceLinks({ country: 'Germany' })).to.throw(SetupError, 'country');
    const half = await setUp(serviceLinks({ tidal: { clientId: '', clientSecret: 'hunter-two' } })).catch(
      (error: unknown) => error,
    );
    expect(half)
      .to.be.instanceOf(SetupError)
      .and.have.property('message')
      .that.includes('tidal')
      .and.not.includes('hunter');
  });
});

async function setUp(plugin: Plugin) {
  const container = new Container();
  const sources = new Registry<Source>('source');
  const context: PluginContext = {
    sources,
    views: new Registry<ProgressView>('view'),
    clock: new FakeClock(),
    logger: silentLogger,
    provide: (token, value) => container.provide(token, value),
    provideLazily: (token, factory) => container.provideLazily(token, factory),
    resolve: (token) => container.resolve(token),
    create: (implementation) => container.create(implementation),
    container,
  };
  const undo = await plugin.setup?.(context);
  return { sources, undo: async () => undo?.() };
}
