import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { createTonearm } from '../../src/create-tonearm.js';
import { Container } from '../../src/di/container.js';
import { tokens } from '../../src/di/tokens.js';
import { LyricsUnavailableError } from '../../src/errors/lyrics-errors.js';
import type { LyricsProvider } from '../../src/lyrics/lyrics-provider.js';
import type { Words } from '../../src/model/lyrics.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { rejection } from '../../src/testing/rejection.js';
import { FailingStore } from '../../src/testing/failing-store.js';

const words = (line: string): Words => ({ kind: 'plain', lines: [line] });

/** A provider that gives these answers, one for each time it is asked; counts how often that was. */
function aProvider(name: string, ...answers: readonly (Words | undefined | Error | Promise<Words>)[]) {
  const provider: LyricsProvider & { asked: number } = {
    name,
    asked: 0,
    find: async () => {
      const answer = answers[Math.min(provider.asked, answers.length - 1)];
      provider.asked += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return provider;
}

describe('tonearm.lyrics', () => {
  let clock: FakeClock;
  let store: FailingStore;
  let source: FakeSource;

  beforeEach(() => {
    clock = new FakeClock();
    store = new FailingStore(new MemoryStore(clock));
    source = new FakeSource();
  });

  async function aBot(...lyrics: readonly LyricsProvider[]) {
    const container = new Container();
    container.provide(tokens.clock, clock);
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.store, store);
    container.provide(tokens.transcoder, undefined);
    const plugin = {
      name: 'fakes',
      setup: ({ sources }: { readonly sources: { add(one: FakeSource): unknown } }) => void sources.add(source),
    };
    return createTonearm({ container, plugins: [plugin], lyrics });
  }

  it('are what the source knows before anyone else is asked', async () => {
    const provider = aProvider('Elsewhere', words('from elsewhere'));
    Object.assign(source, { lyrics: async () => words('from the file') });
    const tonearm = await aBot(provider);
    expect(await tonearm.lyrics(aTrack())).to.deep.equal({ words: words('from the file'), origin: 'fake' });
    expect(provider.asked).to.equal(0);
  });

  it('come from the first provider that knows them, also when the source or another one fails', async () => {
    Object.assign(source, {
      lyrics: async () => {
        throw new Error('The file is broken.');
      },
    });
    const providers = [
      aProvider('First', new Error('Away.')),
      aProvider('Second', undefined),
      aProvider('Third', words('yes')),
    ];
    const tonearm = await aBot(...providers);
    expect(await tonearm.lyrics(aTrack())).to.deep.equal({ words: words('yes'), origin: 'Third' });
  });

  it('are asked for once, by however many at the same time, and kept across a restart', async () => {
    const provider = aProvider('Elsewhere', words('once'));
    const tonearm = await aBot(provider);
    await Promise.all([tonearm.lyrics(aTrack()), tonearm.lyrics(aTrack())]);
    await tonearm.close();
    const later = await aBot(provider);
    expect((await later.lyrics(aTrack()))?.words).to.deep.equal(words('once'));
    expect(provider.asked).to.equal(1);
    await later.close();
    await clock.advance(31 * 24 * 3_600_000);
    await (await aBot(provider)).lyrics(aTrack());
    expect(provider.asked, 'a month later').to.equal(2);
  });

  it('are looked for again a day after nobody knew them', async () => {
    const provider = aProvider('Elsewhere', undefined, words('meanwhile'));
    const tonearm = await aBot(provider);
    for (const expected of [undefined, undefined]) expect(await tonearm.lyrics(aTrack())).to.equal(expected);
    expect(provider.asked).to.equal(1);
    await tonearm.close();
    await clock.advance(25 * 3_600_000);
    expect((await (await aBot(provider)).lyrics(aTrack()))?.words).to.deep.equal(words('meanwhile'));
  });

  it('say that they could not be looked for, which is not kept', async () => {
    const provider = aProvider('Elsewhere', new Error('Away.'), words('back'));
    const tonearm = await aBot(provider);
    const error = await rejection(tonearm.lyrics(aTrack()));
    expect(error).to.be.instanceOf(LyricsUnavailableError).with.property('provider', 'Elsewhere');
    expect((await tonearm.lyrics(aTrack()))?.words).to.deep.equal(words('back'));
  });

  it('wait for nobody longer than eight seconds', async () => {
    const tonearm = await aBot(aProvider('Never', new Promise<Words>(() => {})), aProvider('Second', words('quick')));
    const found = tonearm.lyrics(aTrack());
    for (let round = 0; round < 10; round += 1) await settle();
    await clock.advance(8_000);
    expect((await found)?.origin).to.equal('Second');
  });

  it('are found while the store is of no use', async () => {
    const tonearm = await aBot(aProvider('Elsewhere', words('still')));
    store.failing = true;
    expect((await tonearm.lyrics(aTrack()))?.words).to.deep.equal(words('still'));
  });

  it('are nobody’s where nothing is set up', async () => {
    expect(await (await aBot()).lyrics(aTrack())).to.equal(undefined);
  });
});
