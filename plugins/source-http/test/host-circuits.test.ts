import { CircuitOpenError, SourceUnavailableError, TrackUnavailableError, UndecodableError } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { HostCircuits } from '../src/host-circuits.js';
import { aWeb } from './a-web.js';

describe('HostCircuits', () => {
  const { signal } = new AbortController();

  it('remembers 500 hosts, those that were asked last', async () => {
    const circuits = new HostCircuits(new FakeClock());
    const down = () => Promise.reject(new SourceUnavailableError('http', 'It is down.'));
    const outcome = (host: string) => circuits.run(host, signal, down).catch((error: unknown) => error);
    for (let call = 0; call < 5; call++) await outcome('dead.example');
    expect(await outcome('dead.example')).to.be.instanceOf(CircuitOpenError);
    for (let at = 0; at < 499; at++) await circuits.run(`${at}.example`, signal, async () => at);
    expect(await outcome('dead.example')).to.be.instanceOf(CircuitOpenError);
    for (let at = 0; at < 500; at++) await circuits.run(`${at}.example`, signal, async () => at);
    expect(await outcome('dead.example'), 'forgotten').to.be.instanceOf(SourceUnavailableError);
  });

  it('leaves a host alone that keeps failing, and no other', async () => {
    const web = await aWeb({
      allow: ['127.0.0.1', 'dead.example'],
      findAddresses: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    web.put('/down', (_, response) => response.writeHead(500).end());
    web.put('/page', '<!doctype html>');
    const resolve = (link: string) => web.resolve(link).catch((error: unknown) => error);
    for (let call = 0; call < 5; call++) await resolve(`http://dead.example:${web.port}/down`);
    const before = web.requests.length;
    expect(await resolve(`http://dead.example:${web.port}/down`)).to.be.instanceOf(CircuitOpenError);
    expect(web.requests).to.have.length(before);
    expect(await resolve('/page')).to.be.instanceOf(TrackUnavailableError);
    web.put('/noise', Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 251)));
    expect(await resolve('/noise')).to.be.instanceOf(UndecodableError);
    await web.close();
  });
});
