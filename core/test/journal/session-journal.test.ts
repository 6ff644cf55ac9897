import { expect } from 'chai';
import { PLAIN_SOUND } from '../../src/audio/sound.js';
import { StoreError } from '../../src/errors/store-errors.js';
import type { GuildRecord } from '../../src/journal/guild-records.js';
import { SessionJournal } from '../../src/journal/session-journal.js';
import { aTrackEntry } from './a-track-entry.js';
import { NO_RULES } from '../../src/playback/queue-rules.js';
import { type Logger, silentLogger } from '../../src/runtime/logger.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { rejection } from '../../src/testing/rejection.js';

const MODES = { loop: 'off', autoplay: false, stay: false, rules: NO_RULES } as const;
const aPlay = (id: string, begunAtMs = 7) => ({ entry: aTrackEntry(id), begunAtMs, paused: false });
const aRecord = (channelId: string, playing = aPlay('entry')): GuildRecord => ({
  session: { channelId, playing, sound: PLAIN_SOUND, upcoming: [], history: [], modes: MODES },
  requests: [],
});
const aPosition = (positionMs: number, entryId = 'entry', begunAtMs = 7) => ({ entryId, begunAtMs, positionMs });

describe('SessionJournal', () => {
  let clock: FakeClock;
  let store: MemoryStore;
  let guilds: Map<string, GuildRecord>;
  let said: string[];
  let journal: SessionJournal;

  beforeEach(() => {
    clock = new FakeClock();
    store = new MemoryStore(clock);
    guilds = new Map();
    said = [];
    const note = (message: string) => void said.push(message);
    const logger: Logger = { ...silentLogger, error: note, warn: note, info: note };
    journal = new SessionJournal({ store, clock, logger, read: (guildId) => guilds.get(guildId) });
  });

  it('gives back what it was last told of each guild', async () => {
    for (const id of ['a', 'b']) {
      guilds.set(id, aRecord(`lounge of ${id}`));
      journal.changed(id);
      journal.moved(id, aPosition(1_000));
    }
    journal.moved('a', aPosition(2_000));
    await clock.advance(600);
    const saved = await journal.load();
    expect(
      saved.map(({ guildId, session, position }) => [guildId, session?.channelId, position?.positionMs]),
    ).to.have.deep.members([
      ['a', 'lounge of a', 2_000],
      ['b', 'lounge of b', 1_000],
    ]);
  });

  it('writes no position before the record of what it belongs to', async () => {
    const written: string[] = [];
    const save = store.save.bind(store);
    store.save = (namespace, key, value) => {
      written.push(namespace);
      return save(namespace, key, value);
    };
    guilds.set('a', aRecord('lounge'));
    journal.changed('a');
    journal.moved('a', aPosition(1_000));
    await clock.advance(600);
    expect(written).to.deep.equal(['sessions', 'positions']);
  });

  for (const [what, second] of [
    ['another entry', { id: 'second', begunAtMs: 7 }],
    ['the same entry once more', { id: 'first', begunAtMs: 8 }],
  ] as const)
    it(`keeps the position of the play whose record is on disk, when ${what} begins while it is written`, async () => {
      guilds.set('a', aRecord('lounge', aPlay('first')));
      journal.changed('a');
      journal.moved('a', aPosition(5_000, 'first'));
      const save = store.save.bind(store);
      let write = () => {};
      store.save = (namespace, key, value) => {
        if (namespace !== 'sessions') return save(namespace, key, value);
        return new Promise((resolve) => {
          write = () => resolve(save(namespace, key, value));
        });
      };
      await clock.advance(100);
      guilds.set('a', aRecord('lounge', aPlay(second.id, second.begunAtMs)));
      journal.changed('a');
      journal.moved('a', aPosition(0, second.id, second.begunAtMs));
      write();
      await clock.advance(600);
      // The second play's record is still being written when the process dies.
      const [saved] = await new SessionJournal({ store, clock, logger: silentLogger, read: () => undefined }).load();
      expect(saved?.session?.playing).to.deep.include({ begunAtMs: 7, entry: aTrackEntry('first') });
      expect(saved?.position).to.deep.equal(aPosition(5_000, 'first'));
      write();
      await clock.advance(600);
      const [later] = await new SessionJournal({ store, clock, logger: silentLogger, read: () => undefined }).load();
      expect(later?.position).to.deep.equal(aPosition(0, second.id, second.begunAtMs));
    });

  it('writes the positions of all guilds a few times a second, and not once for each', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `${index}`);
    for (const id of ids) {
      guilds.set(id, aRecord('lounge'));
      journal.changed(id);
    }
    await clock.advance(1_000);
    const save = store.save.bind(store);
    let writes = 0;
    store.save = (...record) => {
      writes += 1;
      return save(...record);
    };
    for (const [index, id] of ids.entries()) {
      journal.moved(id, aPosition(index));
      await clock.advance(10);
    }
    await clock.advance(1_000);
    expect(writes).to.be.within(1, 3);
    const saved = await journal.load();
    expect(saved.map(({ guildId, position }) => position?.positionMs === Number(guildId))).to.not.include(false);
  });

  it('keeps the position of a guild that could not go on yet, whatever others tell', async () => {
    for (const id of ['a', 'b']) {
      guilds.set(id, aRecord('lounge'));
      journal.changed(id);
      journal.moved(id, aPosition(1_000));
    }
    await journal.close();
    const next = new SessionJournal({ store, clock, logger: silentLogger, read: (guildId) => guilds.get(guildId) });
    await next.load();
    next.changed('a');
    next.moved('a', aPosition(2_000));
    await clock.advance(1_000);
    const positions = new Map((await next.load()).map(({ guildId, position }) => [guildId, position?.positionMs]));
    expect(Object.fromEntries(positions)).to.deep.equal({ a: 2_000, b: 1_000 });
  });

  it('forgets a guild of which nothing has to survive', async () => {
    guilds.set('a', aRecord('lounge'));
    journal.changed('a');
    await journal.durable('a');
    guilds.delete('a');
    journal.changed('a');
    await journal.durable('a');
    expect(await journal.load()).to.deep.equal([]);
    expect(journal.size).to.equal(0);
    await clock.advance(1_000);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('leaves a record of another version alone, and says so', async () => {
    await store.save('sessions', 'a', { version: 0, queue: ['of old'] });
    expect(await journal.load()).to.deep.equal([]);
    expect(said).to.deep.equal(['A saved session is of another version and is left alone']);
    expect(await store.load('sessions', 'a')).to.deep.equal({ version: 0, queue: ['of old'] });
  });

  it('tells the operator once that nothing can be saved, and once that it can again', async () => {
    const save = store.save.bind(store);
    store.save = async () => {
      throw new StoreError('The disk is full.');
    };
    guilds.set('a', aRecord('lounge'));
    journal.changed('a');
    expect(await rejection(journal.durable('a'))).to.be.instanceOf(StoreError);
    await clock.advance(10_000);
    expect(said).to.deep.equal(['A session cannot be saved and would be lost in a crash; playback goes on']);
    store.save = save;
    await clock.advance(30_000);
    expect(said.at(-1)).to.equal('A session is saved again');
    expect(await journal.load()).to.have.length(1);
  });

  it('writes what is left when it is closed, and nothing of what follows', async () => {
    guilds.set('a', aRecord('lounge'));
    journal.changed('a');
    await journal.close();
    guilds.delete('a');
    journal.changed('a');
    await clock.advance(1_000);
    expect((await journal.load())[0]?.session?.channelId).to.equal('lounge');
    expect(clock.pendingTimers).to.equal(0);
  });
});
