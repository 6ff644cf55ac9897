import { expect } from 'chai';
import { Corrections } from '../../src/matching/corrections.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

const WANTED = aTrack({ source: 'service', id: 'wanted' });
const RIGHT = aTrack({ id: 'right' });

describe('Corrections', () => {
  const store = () => new MemoryStore(new FakeClock());

  it('remember what was chosen for a track, over a restart, and the last say counts', async () => {
    const disk = store();
    await new Corrections(disk).choose('guild', WANTED, aTrack({ id: 'other' }));
    await new Corrections(disk).choose('guild', WANTED, RIGHT);
    expect(await new Corrections(disk).find('guild', WANTED)).to.deep.equal(RIGHT);
    expect(await new Corrections(disk).find('guild', { ...WANTED, id: 'else' })).to.equal(undefined);
  });

  it('are each guild’s own', async () => {
    const corrections = new Corrections(store());
    await corrections.choose('guild', WANTED, RIGHT);
    expect(await corrections.find('another', WANTED)).to.equal(undefined);
  });

  it('can be undone, after which nothing is kept', async () => {
    const disk = store();
    const corrections = new Corrections(disk);
    expect(await corrections.undo('guild', WANTED)).to.equal(false);
    await corrections.choose('guild', WANTED, RIGHT);
    expect(await corrections.undo('guild', WANTED)).to.equal(true);
    expect(await corrections.find('guild', WANTED)).to.equal(undefined);
    expect(await disk.keys('corrections')).to.deep.equal([]);
  });

  it('forget the one that was made longest ago when there are too many', async () => {
    const corrections = new Corrections(store(), 2);
    const wanted = (id: string) => ({ ...WANTED, id });
    for (const id of ['one', 'two', 'one', 'three']) await corrections.choose('guild', wanted(id), RIGHT);
    const left = await Promise.all(['one', 'two', 'three'].map((id) => corrections.find('guild', wanted(id))));
    expect(left.map((track) => track !== undefined)).to.deep.equal([true, false, true]);
  });

  it('lose nothing when several are made at once', async () => {
    const corrections = new Corrections(store());
    const ids = Array.from({ length: 20 }, (_, index) => `w${index}`);
    await Promise.all(ids.map((id) => corrections.choose('guild', { ...WANTED, id }, RIGHT)));
    const left = await Promise.all(ids.map((id) => corrections.find('guild', { ...WANTED, id })));
    expect(left).to.deep.equal(ids.map(() => RIGHT));
  });

  it('are begun anew where what is on disk is of another version', async () => {
    const disk = store();
    await disk.save('corrections', 'guild', { version: 99, corrections: 'x' });
    expect(await new Corrections(disk).find('guild', WANTED)).to.equal(undefined);
  });
});
