import {
  type AudioSource,
  Container,
  MemoryStore,
  type Plugin,
  type PluginContext,
  type ProgressView,
  Registry,
  silentLogger,
  SourceUnavailableError,
  SystemClock,
  tokens,
} from '@tonearm/core';
import { expect } from 'chai';
import { localFiles } from '../src/index.js';
import { aLibrary, aSourceContext, failure } from './a-library.js';
import { aTaggedMp3, needsFfmpeg } from './audio-fixtures.js';

describe('localFiles', function () {
  this.timeout(60_000);

  it('brings the source “local”, and takes it away again', async function () {
    needsFfmpeg(this);
    const library = await aLibrary({ 'song.mp3': await aTaggedMp3({ title: 'Harbour' }) });
    const { context, undo } = await setUp(localFiles({ folder: library.folder }));
    const reference = { source: 'local', kind: 'search', id: 'harbour' } as const;
    const resolution = await context.sources.get('local').resolve(reference, aSourceContext());
    expect(resolution).to.nested.include({ 'tracks[0].title': 'Harbour' });
    await undo();
    expect(context.sources.names()).to.deep.equal([]);
    await library.close();
  });

  it('is no obstacle where its folder is missing, and tells the operator what to do', async () => {
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const { context, undo } = await setUp(localFiles({ folder: '/nowhere/music', watch: false }), { logger });
    const reference = { source: 'local', kind: 'search', id: 'harbour' } as const;
    const asked = context.sources.get('local').resolve(reference, aSourceContext());
    expect(await failure(asked)).to.be.instanceOf(SourceUnavailableError);
    expect(warnings).to.deep.equal([
      'MUSIC_DIR=/nowhere/music cannot be read: there is no such folder. Create it, or point MUSIC_DIR at a folder of music.',
    ]);
    await undo();
  });
});

async function setUp(plugin: Plugin, overrides: Partial<PluginContext> = {}) {
  const container = new Container();
  container.provide(tokens.store, new MemoryStore(new SystemClock()));
  const context: PluginContext = {
    sources: new Registry<AudioSource>('source'),
    views: new Registry<ProgressView>('view'),
    clock: new SystemClock(),
    logger: silentLogger,
    provide: (token, value) => container.provide(token, value),
    provideLazily: (token, factory) => container.provideLazily(token, factory),
    resolve: (token) => container.resolve(token),
    create: (implementation) => container.create(implementation),
    container,
    ...overrides,
  };
  const undo = await plugin.setup?.(context);
  return { context, undo: async () => undo?.() };
}
