import { expect } from 'chai';
import { aTrack } from '../src/testing/a-track.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { RestartWorld, TRACKS } from './restart-world.js';

describe('A session of Tonearm after a crash', () => {
  let world: RestartWorld;

  beforeEach(() => {
    world = new RestartWorld();
  });

  it('goes on with what played at its position, and with the queue in its order', async () => {
    const before = await world.aProcess();
    for (const { id } of TRACKS) await before.play(id).added;
    await world.pass();
    before.output().play(250);
    await world.pass();
    const after = await world.aProcess();
    expect(await after.tonearm.restore()).to.equal(1);
    await world.pass();
    after.output().play(1);
    const snapshot = after.tonearm.session('guild')?.snapshot;
    expect(snapshot?.playing?.entry.content.track.id).to.equal('one');
    expect(snapshot?.playing?.entry.content.startMs).to.equal(5_000);
    expect(after.upcoming()).to.deep.equal(['two', 'three']);
    expect(snapshot?.voice).to.include({ channelId: 'lounge' });
  });

  it('plays untouched what sounded otherwise, where what changes the sound is gone, and tells the operator once', async () => {
    const before = await world.aProcess();
    for (const { id } of TRACKS) await before.play(id).added;
    before.tonearm.session('guild')?.setSound({ volumePercent: 50 });
    await world.pass();
    await before.tonearm.saved('guild');
    const after = await world.aProcess(undefined, { hasFfmpeg: false });
    await after.tonearm.restore();
    await world.pass();
    after.output().play(1);
    const snapshot = after.tonearm.session('guild')?.snapshot;
    expect(snapshot?.playing).to.include({ buffering: false });
    expect(snapshot?.sound).to.include({ volumePercent: 100 });
    expect(after.logger.lines.filter(({ message }) => message.includes('need ffmpeg'))).to.have.length(1);
  });

  it('loads the rest of a long playlist in the new process, and loses none of it', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `song ${index + 1}`);
    const tracks = ids.map((id) => aTrack({ id, title: id, durationMs: 1_000 }));
    const page = (from: number, next?: string) => ({
      title: 'Mix',
      url: 'https://music.example/mix',
      trackCount: tracks.length,
      items: tracks.slice(from, from + 4),
      ...(next !== undefined && { next }),
    });
    const source = () =>
      new FakeSource({ tracks, playlists: { mix: page(0, 'second'), second: page(4, 'third'), third: page(8) } });
    const before = await world.aProcess(source());
    await before.play('https://music.example/mix').added;
    await world.pass();
    before.output().play(10);
    await before.tonearm.saved('guild');
    const after = await world.aProcess(source());
    await after.tonearm.restore();
    const heard: string[] = [];
    after.tonearm.session('guild')?.onEvent((event) => {
      if (event.type === 'started') heard.push(event.entry.content.track.id);
    });
    for (let round = 0; round < 14; round += 1) {
      await world.pass(1_000);
      after.output().play(60);
    }
    expect(heard).to.deep.equal(ids);
  });

  it('takes no position of an earlier track for that of the one that plays now', async () => {
    const before = await world.aProcess();
    for (const { id } of TRACKS) await before.play(id).added;
    await world.pass();
    before.output().play(250);
    await world.pass();
    before.tonearm.session('guild')?.skip();
    await before.tonearm.saved('guild');
    const after = await world.aProcess();
    await after.tonearm.restore();
    await world.pass();
    after.output().play(1);
    const { playing } = after.tonearm.session('guild')?.snapshot ?? {};
    expect(playing?.entry.content).to.include({ startMs: 0 }).and.to.have.nested.property('track.id', 'two');
  });

  it('sounds, loops and stays as before', async () => {
    const before = await world.aProcess();
    await before.play('one').added;
    await world.pass();
    const controls = before.tonearm.session('guild');
    controls?.setSound({ volumePercent: 40 });
    controls?.setLoop('queue');
    controls?.setStay(true);
    await before.tonearm.saved('guild');
    const after = await world.aProcess();
    await after.tonearm.restore();
    const snapshot = after.tonearm.session('guild')?.snapshot;
    expect(snapshot).to.include({ loop: 'queue', stay: true }).and.have.nested.property('sound.volumePercent', 40);
  });

  it('stays paused', async () => {
    const before = await world.aProcess();
    await before.play('one').added;
    await world.pass();
    before.output().play(1);
    before.tonearm.session('guild')?.pause();
    await before.tonearm.saved('guild');
    const after = await world.aProcess();
    await after.tonearm.restore();
    await world.pass();
    expect(after.tonearm.session('guild')?.snapshot.playing?.paused).to.equal(true);
    expect(after.output().paused).to.equal(true);
  });

  it('has nothing to go on with after it left, or when the last track has ended and it was told', async () => {
    const before = await world.aProcess();
    await before.play('one').added;
    await world.pass();
    before.tonearm.session('guild')?.leave();
    await world.pass();
    expect(await world.store.keys('sessions')).to.deep.equal([]);
    expect(await (await world.aProcess()).tonearm.restore()).to.equal(0);
  });

  it('goes on after an orderly end too', async () => {
    const before = await world.aProcess();
    for (const { id } of TRACKS) await before.play(id).added;
    await world.pass();
    before.output().play(100);
    await before.tonearm.close();
    const after = await world.aProcess();
    expect(await after.tonearm.restore()).to.equal(1);
    await world.pass();
    const snapshot = after.tonearm.session('guild')?.snapshot;
    expect(snapshot?.playing?.entry.content.startMs).to.equal(2_000);
    expect(after.upcoming()).to.deep.equal(['two', 'three']);
  });
});
