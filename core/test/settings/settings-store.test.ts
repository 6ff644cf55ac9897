import { join } from 'node:path';
import { expect } from 'chai';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { InvalidSettingError } from '../../src/errors/settings-errors.js';
import { StoreError } from '../../src/errors/store-errors.js';
import { SystemClock } from '../../src/runtime/clock.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { DEFAULT_SETTINGS } from '../../src/settings/guild-settings.js';
import { type SettingsChanged, SettingsStore } from '../../src/settings/settings-store.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { rejection } from '../../src/testing/rejection.js';
import { FailingStore } from '../../src/testing/failing-store.js';
import { aTemporaryFolder } from '../store/temporary-folder.js';

function settingsIn(store: Store, canChangeSound = true): SettingsStore {
  return new SettingsStore({ store, logger: silentLogger, viewNames: () => ['embed', 'text'], canChangeSound });
}

describe('SettingsStore', () => {
  let store: FailingStore;
  let settings: SettingsStore;

  beforeEach(() => {
    store = new FailingStore(new MemoryStore(new FakeClock()));
    settings = settingsIn(store);
  });

  it('knows the defaults of a guild that has decided nothing', () => {
    expect(settings.of('guild')).to.deep.equal(DEFAULT_SETTINGS);
  });

  it('changes what is named, in that guild alone, and tells what that was', async () => {
    const told: SettingsChanged[] = [];
    settings.onChange((change) => told.push(change));
    const changed = await settings.change('guild', { volumePercent: 50, stay: true, autoplay: false });
    expect(changed).to.deep.equal({ ...DEFAULT_SETTINGS, volumePercent: 50, stay: true });
    expect(settings.of('guild')).to.deep.equal(changed);
    expect(settings.of('other')).to.deep.equal(DEFAULT_SETTINGS);
    expect(told).to.deep.equal([{ guildId: 'guild', settings: changed, changed: ['volumePercent', 'stay'] }]);
  });

  it('loses none of two changes at the same time', async () => {
    await Promise.all([settings.change('guild', { stay: true }), settings.change('guild', { view: 'text' })]);
    expect(settings.of('guild')).to.include({ stay: true, view: 'text' });
  });

  const nonsense = [
    [{ volumePercent: 201 }, 'volumePercent has to be a whole number from 0 to 200, not 201.'],
    [{ volumePercent: 'loud' }, 'not "loud".'],
    [{ crossfadeMs: 12_001 }, 'from 0 to 12,000'],
    [{ crossfadeMs: null }, 'from 0 to 12,000, not null'],
    [{ autoplay: 'yes' }, 'autoplay has to be true or false'],
    [{ normalize: 1 }, 'true or false'],
    [{ stay: undefined }, 'true or false'],
    [{ mostPerListener: 0 }, 'from 1 to 100,000, or null'],
    [{ longestTrackMs: 1.5 }, 'a whole number from 1000'],
    [{ blocked: 'rude' }, 'a list of at most 100 words'],
    [{ blocked: ['two\nlines'] }, 'words'],
    [{ blocked: ['x'.repeat(101)] }, 'of at most 100 characters'],
    [{ blocked: Array.from({ length: 101 }, (_, index) => `${index}`) }, 'at most 100 words'],
    [{ idleLeaveMs: 5 }, 'from 10,000'],
    [{ djRole: '' }, 'an id, or null'],
    [{ voteShare: 0 }, 'above 0 and up to 1'],
    [{ voteShare: Number.NaN }, 'above 0 and up to 1'],
    [{ announceChannelId: 7 }, 'an id'],
    [{ textChannelIds: [null] }, 'a list of at most 50 ids'],
    [{ view: 'neon' }, 'view has to be one of embed, text, not "neon".'],
    [{ language: 'German' }, 'a language like “en”'],
    [{ tempo: 3 }, 'setting has to be one of volumePercent, '],
    [{ ['__proto__x']: 3 }, 'setting has to be one of'],
  ] as const;

  for (const [change, words] of nonsense) {
    it(`refuses ${JSON.stringify(change).slice(0, 50)} in words, and changes nothing`, async () => {
      await settings.change('guild', { stay: true });
      // As a front end without types would give it.
      const error = await rejection(settings.change('guild', { autoplay: true, ...(change as object) }));
      expect(error).to.be.instanceOf(InvalidSettingError).with.property('message').that.contains(words);
      expect(settings.of('guild')).to.deep.equal({ ...DEFAULT_SETTINGS, stay: true });
    });
  }

  it('refuses a sound that nothing here can make', async () => {
    const silent = settingsIn(store, false);
    for (const change of [{ volumePercent: 50 }, { normalize: true }, { crossfadeMs: 1 }]) {
      expect(await rejection(silent.change('guild', change))).to.be.instanceOf(InvalidRequestError);
    }
    expect(await silent.change('guild', { stay: true })).to.include({ stay: true });
  });

  it('says that a change could not be saved, and then has not made it', async () => {
    const told: SettingsChanged[] = [];
    settings.onChange((change) => told.push(change));
    store.failing = true;
    expect(await rejection(settings.change('guild', { stay: true }))).to.be.instanceOf(StoreError);
    store.failing = false;
    expect(settings.of('guild')).to.deep.equal(DEFAULT_SETTINGS);
    expect(told).to.deep.equal([]);
    expect(await settings.change('guild', { autoplay: true })).to.include({ autoplay: true, stay: false });
  });

  it('resets one setting, or all, also across a restart', async () => {
    await settings.change('guild', { stay: true, view: 'text', volumePercent: 70 });
    expect(await settings.reset('guild', 'view')).to.include({ view: null, stay: true });
    expect(await settings.reset('guild')).to.deep.equal(DEFAULT_SETTINGS);
    const later = settingsIn(store);
    await later.load();
    expect(later.of('guild')).to.deep.equal(DEFAULT_SETTINGS);
  });

  it('reads what fits of a record, and leaves another version alone', async () => {
    await store.save('settings', 'guild', { version: 1, stay: true, volumePercent: 'loud', tempo: 3 });
    await store.save('settings', 'newer', { version: 2, stay: true });
    await settings.load();
    expect(settings.of('guild')).to.deep.equal({ ...DEFAULT_SETTINGS, stay: true });
    expect(settings.of('newer')).to.deep.equal(DEFAULT_SETTINGS);
  });

  it('never writes over what it could not read before', async () => {
    await settings.change('guild', { stay: true });
    const later = settingsIn(store);
    store.failing = true;
    expect(await rejection(later.load())).to.be.instanceOf(StoreError);
    store.failing = false;
    expect(await later.change('guild', { autoplay: true })).to.include({ autoplay: true, stay: true });
  });
});

describe('SettingsStore on disk', () => {
  const folder = aTemporaryFolder();

  it('has after a restart what was decided before', async () => {
    const uri = join(folder, 'settings.sqlite');
    const open = () => openStore({ uri, clock: new SystemClock(), logger: silentLogger });
    const first = await open();
    const decided = await settingsIn(first).change('guild', { djRole: '42', blocked: ['rude', 'rude'], view: 'text' });
    expect(decided.blocked).to.deep.equal(['rude']);
    await first.close();
    const second = await open();
    const later = settingsIn(second);
    await later.load();
    expect(later.of('guild')).to.deep.equal(decided);
    await second.close();
  });
});
