import { Container, createTonearm, SetupError, silentLogger, tokens } from '@tonearm/core';
import { FakeVoiceConnector } from '@tonearm/core/testing';
import { expect } from 'chai';
import { httpLinks } from '../src/index.js';

describe('httpLinks', () => {
  it('brings the sources http and podcast, behind those that were there', async () => {
    const container = new Container();
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.voiceConnector, new FakeVoiceConnector());
    const tonearm = await createTonearm({ container, plugins: [httpLinks()] });
    expect(tonearm.sources.names()).to.deep.equal(['http', 'podcast']);
    await tonearm.close();
  });

  it('refuses options that make no sense', () => {
    expect(() => httpLinks({ allow: ['everything!'] })).to.throw(SetupError, 'allow');
    expect(() => httpLinks({ limits: { redirects: -1 } })).to.throw(SetupError, 'limits.redirects');
    expect(() => httpLinks({ limits: { silenceMs: Number.NaN } })).to.throw(SetupError, 'limits.silenceMs');
    // A misspelt limit would limit nothing.
    expect(() => httpLinks({ limits: { fileByte: 5 } as object })).to.throw(SetupError, 'fileByte');
  });
});
