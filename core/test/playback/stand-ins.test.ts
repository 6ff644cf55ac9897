import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { Track } from '../../src/model/track.js';
import { nowPlayingSnapshot } from '../../src/playback/now-playing.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, someTracks } from './a-session.js';

const SONG = aTrack({ id: 'here', title: 'Needle Drop', durationMs: 20_000 });
const LONG = aTrack({ id: 'long', title: 'Long Drop', durationMs: 40_000 });
const SAME = aTrack({ ...SONG, source: 'other', id: 'there' });
const DOWN = new SourceUnavailableError('fake', 'The archive is closed.');
const GONE = new TrackUnavailableError('fake', 'It is private.');

/** A session that was asked for the song, beside another source with these tracks. */
function asked(...there: readonly Track[]) {
  const source = new FakeSource({ tracks: [SONG, LONG] });
  const other = new FakeSource({ name: 'other', tracks: there });
  const town = aSession(source, undefined, undefined, { others: [other] });
  town.session.join('lounge');
  return {
    ...town,
    other,
    async begin(track = SONG) {
      town.add(track);
      await town.settle();
    },
    /** Lets so many seconds sound, as far as there is sound. */
    async play(seconds: number) {
      for (let round = 0; round < seconds * 5; round += 1) {
        town.connector.of('guild').output.play(10);
        await town.settle();
      }
    },
    /** The source of the song gives nothing any more, however often it is asked. */
    breakDown() {
      for (let calls = 0; calls < 12; calls += 1) source.openTroubles.push({ error: DOWN });
      source.streams.at(-1)?.destroy(new Error('connection reset'));
    },
    heard: () => town.connector.of('guild').output.heard.map(({ frame }) => frame[3]),
    happened: () => town.events.flatMap(({ type }) => (type === 'changed' || type === 'added' ? [] : type)),
  };
}

const numbered = (frames: number) => Array.from({ length: frames }, (_, index) => index % 256);

describe('A track that its source cannot play', () => {
  it('goes on at another source, where the first one broke off, without a frame missing or twice', async () => {
    const town = asked(SAME);
    await town.begin();
    await town.play(4);
    town.breakDown();
    await town.play(1);
    await town.clock.advance(5_000);
    await town.settle();
    expect(town.session.snapshot.playing?.entry.content).to.deep.include({
      track: SAME,
      detour: { answeredBy: 'other', insteadOf: 'fake', score: 1, wanted: SONG },
    });
    await town.play(17);
    expect(town.heard()).to.deep.equal(numbered(1_000));
    expect(town.source.opened, 'the ladder below it').to.have.length(4);
    expect(town.happened()).to.deep.equal(['started', 'elsewhere', 'ended']);
    expect(town.events.find(({ type }) => type === 'elsewhere')).to.have.property('error', DOWN);
  });

  it('goes on at another source when its streams die one after the other', async () => {
    const town = asked({ ...LONG, source: 'other' });
    await town.begin(LONG);
    for (let deaths = 0; deaths < 3; deaths += 1) {
      await town.play(7);
      town.source.streams.at(-1)?.destroy(new Error('connection reset'));
    }
    await town.play(20);
    expect(town.source.opened).to.have.length(3);
    expect(town.other.opened).to.have.length(1);
    expect(town.heard()).to.deep.equal(numbered(2_000));
  });

  it('is opened elsewhere before its turn, so that it follows at once', async () => {
    const town = asked(SAME);
    const first = aTrack({ id: 'here', title: 'Another', durationMs: 2_000 });
    town.add(first);
    await town.settle();
    town.source.openTroubles.push({ error: GONE });
    await town.begin();
    town.output.play(150);
    expect(town.started()).to.deep.equal(['here', 'there']);
    expect(town.output.heard, 'without a gap').to.have.length(150);
  });

  it('begins at another source when it cannot even be opened', async () => {
    const town = asked(SAME);
    town.source.openTroubles.push({ error: GONE });
    await town.begin();
    await town.play(22);
    expect(town.heard()).to.deep.equal(numbered(1_000));
    expect(town.happened()).to.deep.equal(['elsewhere', 'started', 'ended']);
  });

  it('says where it comes from, and what goes on until that is open', async () => {
    const town = asked(SAME);
    town.source.openTroubles.push({ error: GONE });
    const opens = Promise.withResolvers<void>();
    town.other.openTroubles.push({ until: opens.promise });
    await town.begin();
    const shown = () => nowPlayingSnapshot(town.session.snapshot, 0);
    expect(shown()).to.include({ trouble: 'It is private. I look for it at other sources.', buffering: true });
    opens.resolve();
    await town.settle();
    expect(shown()).to.deep.include({ detour: { answeredBy: 'other', insteadOf: 'fake', score: 1, wanted: SONG } });
    expect(shown()).not.to.have.property('trouble');
  });

  it('is given up with its own reason when nobody has the same', async () => {
    const town = asked(aTrack({ ...SAME, title: 'Needle Drop (Live)' }), aTrack({ ...SAME, durationMs: 200_000 }));
    town.source.openTroubles.push({ error: GONE });
    await town.begin();
    expect(town.other.opened).to.deep.equal([]);
    expect(town.events.at(-1)).to.include({ type: 'failed', error: GONE });
  });

  it('is given up with its own reason when the other source cannot look or open', async () => {
    for (const trouble of ['resolveTroubles', 'openTroubles'] as const) {
      const town = asked(SAME);
      town.source.openTroubles.push({ error: GONE });
      town.other[trouble].push(...Array(12).fill({ error: new TrackUnavailableError('other', 'Nor here.') }));
      await town.begin();
      expect(town.events.at(-1), trouble).to.include({ type: 'failed', error: GONE });
    }
  });

  it('is helped out once: when the stand-in breaks down too, it is given up', async () => {
    const town = asked(SAME);
    town.source.openTroubles.push({ error: GONE });
    await town.begin();
    await town.play(4);
    for (let calls = 0; calls < 12; calls += 1) {
      town.other.openTroubles.push({ error: new SourceUnavailableError('other', 'Closed as well.') });
    }
    town.other.streams.at(-1)?.destroy(new Error('connection reset'));
    await town.play(1);
    await town.clock.advance(5_000);
    await town.settle();
    expect(town.events.at(-1)).to.have.nested.property('error.message', 'Closed as well.');
    expect(town.source.opened, 'the first one was not asked again').to.have.length(1);
  });

  for (const loop of ['track', 'queue'] as const) {
    it(`is played by its own source again when the ${loop} is looped and that source is well by then`, async () => {
      const town = asked(SAME);
      town.session.controls.setLoop(loop);
      town.source.openTroubles.push({ error: GONE });
      await town.begin();
      expect(town.session.snapshot.playing?.entry.content.track).to.deep.equal(SAME);
      await town.play(21);
      const content = town.session.snapshot.playing?.entry.content;
      expect(content?.track).to.deep.equal(SONG);
      expect(content).not.to.have.property('detour');
      expect(town.other.opened.map(({ id }) => id)).to.deep.equal(['there']);
    });
  }

  it('can be skipped while the other source never answers, and leaves nothing behind', async () => {
    const town = asked(SAME);
    town.source.openTroubles.push({ error: GONE });
    town.other.resolveTroubles.push({ until: new Promise(() => {}) });
    await town.begin();
    expect(town.resolving.stats()).to.include({ running: 1 });
    town.session.controls.skip();
    await town.settle();
    expect(town.session.snapshot.playing).to.equal(null);
    for (const lane of [town.resolving, town.opening]) expect(lane.stats()).to.include({ running: 0 });
    town.session.controls.leave();
    await town.cache.close();
    expect(town.clock.pendingTimers).to.equal(0);
  });

  it('goes on from the place that is asked for while it is looked for elsewhere', async () => {
    const town = asked(SAME);
    town.source.openTroubles.push({ error: GONE }, { error: GONE });
    town.other.resolveTroubles.push({ until: new Promise(() => {}) });
    await town.begin();
    town.session.controls.seek(10_000);
    await town.settle();
    await town.play(12);
    expect(town.heard()).to.deep.equal(numbered(1_000).slice(500));
  });

  it('is not looked for elsewhere when it is live, or there is no other source', async () => {
    const live = { ...SONG, durationMs: null };
    for (const town of [asked({ ...SAME, durationMs: null }), aSession(new FakeSource({ tracks: [live] }))]) {
      town.session.join('lounge');
      town.source.openTroubles.push({ error: GONE });
      town.add(live);
      await town.settle();
      expect(town.events.at(-1)).to.include({ type: 'failed', error: GONE });
    }
  });

  it('lets what follows it have its turn', async () => {
    const [next] = someTracks('next');
    const source = new FakeSource({ tracks: [SONG, ...(next ? [next] : [])] });
    const other = new FakeSource({ name: 'other', tracks: [SAME] });
    const town = aSession(source, undefined, undefined, { others: [other] });
    source.openTroubles.push({ error: GONE });
    town.session.join('lounge');
    town.add(SONG, ...(next ? [next] : []));
    for (let round = 0; round < 110; round += 1) {
      await town.settle();
      town.output.play(10);
    }
    expect(town.started()).to.deep.equal(['there', 'next']);
    expect(town.session.snapshot.history.map(({ content }) => content.track.id)).to.deep.equal(['next', 'there']);
  });
});
