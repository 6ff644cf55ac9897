import { expect } from 'chai';
import { SetupError } from '../../src/errors/setup-errors.js';
import type { Plugin, PluginContext } from '../../src/plugin-host/plugin.js';
import { PluginHost } from '../../src/plugin-host/plugin-host.js';
import { silentLogger } from '../../src/runtime/logger.js';
import type { Tonearm } from '../../src/tonearm.js';

// The host hands both on and looks at neither.
const context = () => ({}) as PluginContext;
const tonearm = {} as Tonearm;

function recording(...names: string[]) {
  const did: string[] = [];
  const plugins = names.map(
    (name): Plugin => ({
      name,
      setup: () => {
        did.push(`set up ${name}`);
        return () => void did.push(`undo set-up of ${name}`);
      },
      start: () => {
        did.push(`start ${name}`);
        return () => void did.push(`stop ${name}`);
      },
    }),
  );
  return { did, plugins };
}

describe('PluginHost', () => {
  it('sets up and starts in order, and tears down in reverse', async () => {
    const { did, plugins } = recording('a', 'b');
    const host = new PluginHost(plugins, silentLogger);
    await host.setUp(context);
    await host.start(tonearm, context);
    await host.tearDown();
    expect(did).to.deep.equal([
      'set up a',
      'set up b',
      'start a',
      'start b',
      'stop b',
      'stop a',
      'undo set-up of b',
      'undo set-up of a',
    ]);
  });

  it('undoes what was done when a plugin cannot be set up, and says which', async () => {
    const { did, plugins } = recording('a');
    const broken: Plugin = { name: 'broken', setup: () => Promise.reject(new Error('no folder')) };
    const host = new PluginHost([...plugins, broken], silentLogger);
    const error = await host.setUp(context).catch((caught: unknown) => caught);
    expect(error)
      .to.be.instanceOf(SetupError)
      .and.have.property('message')
      .that.matches(/“broken”.*no folder/);
    expect(did).to.deep.equal(['set up a', 'undo set-up of a']);
  });

  it('goes on tearing down when one plugin fails to', async () => {
    const { did, plugins } = recording('a');
    const stubborn: Plugin = { name: 'stubborn', setup: () => () => Promise.reject(new Error('no')) };
    const host = new PluginHost([...plugins, stubborn], silentLogger);
    await host.setUp(context);
    await host.tearDown();
    expect(did).to.include('undo set-up of a');
  });

  it('refuses two plugins of one name', () => {
    const { plugins } = recording('a', 'a');
    expect(() => new PluginHost(plugins, silentLogger)).to.throw(SetupError, '“a” was given twice');
  });
});
