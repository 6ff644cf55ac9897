import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { Track } from '../../src/model/track.js';
import { NO_RULES } from '../../src/playback/queue-rules.js';
import { nowPlayingSnapshot } from '../../src/playback/now-playing.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeMetadataSource } from '../../src/testing/fake-metadata-source.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession } from './a-session.js';

const WANTED = aTrack({ source: 'service', id: 'wanted', durationMs: 20_000 });
const HERE = aTrack({ id: 'here', durationMs: 20_000 });
const THERE = aTrack({ source: 'other', id: 'there', durationMs: 22_000 });
const DOWN = new SourceUnavailableError('fake', 'The archive is closed.');
const GONE = new TrackUnavailableError('fake', 'It is private.');

/** A session with two sources that have sound, beside a service that has none. */
function beside(here: readonly Track[] = [HERE], there: readonly Track[] = [THERE]) {
  const other = new FakeSource({ name: 'other', tracks: there });
  const town = aSession(new FakeSource({ tracks: here }), undefined, undefined, {
    others: [new FakeMetadataSource(), other],
  });
  town.session.join('lounge');
  return {
    ...town,
    other,
    async begin(...tracks: readonly Track[]) {
      town.add(...(tracks.length > 0 ? tracks : [WANTED]));
      await town.settle();
    },
    async play(seconds: number) {
      for (let round = 0; round < seconds * 5; round += 1) {
        town.connector.of('guild').output.play(10);
        await town.settle();
      }
    },
  };
}

describe('A track of a source without sound', () => {
  it('is played from the first source that has the same recording, and says so', async () => {
    const town = beside();
    await town.begin();
    await town.play(21);
    const detour = { answeredBy: 'fake', insteadOf: 'service', score: 1, wanted: WANTED, described: true };
    expect(town.events.find(({ type }) => type === 'elsewhere')).to.deep.include({ error: null });
    const [started] = town.events.filter(({ type }) => type === 'started');
    expect(started).to.have.deep.nested.property('entry.content', { kind: 'track', track: HERE, startMs: 0, detour });
    expect(town.events.find(({ type }) => type === 'ended')).to.include({ outcome: 'finished' });
    expect(town.other.resolved, 'the first one is sure').to.deep.equal([]);
  });

  it('is still told to be found elsewhere when it is played once more', async () => {
    const town = beside();
    await town.begin();
    town.session.controls.setLoop('track');
    await town.play(21);
    const detours = town.events.flatMap((event) => (event.type === 'started' ? event.entry.content.detour : []));
    expect(detours.map((detour) => detour?.insteadOf)).to.deep.equal(['service', 'service']);
  });

  it('says what goes on while it is looked for', async () => {
    const town = beside();
    town.source.resolveTroubles.push({ until: new Promise(() => {}) });
    await town.begin();
    expect(nowPlayingSnapshot(town.session.snapshot, 0)).to.deep.include({
      track: WANTED,
      trouble: 'service has no sound of its own. I look for “Needle Drop” at other sources.',
      buffering: true,
    });
  });

  it('is given up with a reason that names it when nobody has the same', async () => {
    const town = beside([aTrack({ ...HERE, title: 'Needle Drop (Live)' })], []);
    await town.begin();
    const failed = town.events.at(-1);
    expect(failed).to.include({ type: 'failed' }).and.have.nested.property('error.code', 'no-match');
    expect(failed).to.have.nested.property('error.message').that.includes('“Needle Drop” (The Tonearms)');
    expect([town.source, town.other].flatMap(({ opened }) => opened)).to.deep.equal([]);
  });

  it('takes the next good match when the best one cannot be opened', async () => {
    const town = beside();
    town.source.openTroubles.push({ error: GONE });
    await town.begin();
    await town.play(1);
    expect(town.started()).to.deep.equal(['there']);
  });

  it('takes the next source’s, however long the opening of better ones has taken in vain', async () => {
    const town = beside([HERE, { ...HERE, id: 'here too' }]);
    town.source.openTroubles.push(...Array(2).fill({ until: new Promise(() => {}) }));
    await town.begin();
    for (let second = 0; second < 45; second += 1) {
      await town.clock.advance(1_000);
      await town.settle();
    }
    await town.play(1);
    expect(town.started()).to.deep.equal(['there']);
  });

  it('says so when the looking takes too long', async () => {
    const town = beside();
    town.source.resolveTroubles.push(...Array(20).fill({ until: new Promise(() => {}) }));
    await town.begin();
    await town.clock.advance(19_000);
    await town.settle();
    const trouble = () => nowPlayingSnapshot(town.session.snapshot, 0)?.trouble;
    expect(trouble()).to.include('I look for “Needle Drop” at other sources.');
    await town.clock.advance(1_000);
    await town.settle();
    expect(trouble()).to.equal('Looking for “Needle Drop” elsewhere took longer than 20 s. Please try again.');
  });

  it('is looked for at all sources together for so long, and not at each', async () => {
    const town = beside();
    town.source.resolveTroubles.push({ until: new Promise<void>((found) => town.clock.after(12_000, found)) });
    town.source.openTroubles.push({ error: GONE });
    town.other.resolveTroubles.push({ until: new Promise(() => {}) });
    await town.begin();
    await town.clock.advance(12_000);
    await town.settle();
    expect(town.source.opened, 'found, and gone').to.have.length(1);
    await town.clock.advance(8_000);
    await town.settle();
    expect(nowPlayingSnapshot(town.session.snapshot, 0)?.trouble).to.include('took longer than 20 s');
  });

  it('waits for a source that fails instead of passing it over for good', async () => {
    const town = beside([HERE], []);
    town.source.resolveTroubles.push(...Array(3).fill({ error: DOWN }));
    await town.begin();
    expect(town.started()).to.deep.equal([]);
    for (let second = 0; second < 60; second += 1) {
      await town.clock.advance(1_000);
      await town.settle();
    }
    await town.play(1);
    expect(town.started()).to.deep.equal(['here']);
  });

  it('is found before its turn, so that it follows at once; those behind it are not looked for yet', async () => {
    const wanted = Array.from({ length: 200 }, (_, index) =>
      aTrack({ ...WANTED, id: `w${index}`, title: `Song ${index} Drop`, durationMs: 2_000 }),
    );
    const town = beside(wanted.map((track) => ({ ...track, source: 'fake', id: track.id.replace('w', 'h') })));
    await town.begin(...wanted);
    town.output.play(150);
    await town.settle();
    expect(town.started()).to.deep.equal(['h0', 'h1']);
    expect(town.output.heard, 'without a gap').to.have.length(150);
    expect(new Set(town.source.resolved.map(({ id }) => id.replace('the tonearms ', ''))).size).to.be.at.most(3);
  });

  it('survives a restart as what it is played from, and what waits as what was asked for', async () => {
    const town = beside();
    await town.begin(WANTED, aTrack({ ...WANTED, id: 'later' }));
    await town.play(3);
    const { record } = town.session;
    const again = beside();
    again.session.restore(JSON.parse(JSON.stringify(record)), 3_000);
    await again.settle();
    await again.play(1);
    expect(again.session.snapshot.playing?.entry.content).to.deep.include({ track: HERE });
    expect(again.session.snapshot.playing?.positionMs).to.be.at.least(3_000);
    expect(again.upcoming()).to.deep.equal(['later']);
  });

  it('of which nobody knows the length is found by its names', async () => {
    const town = beside();
    await town.begin({ ...WANTED, durationMs: null, lengthUnknown: true });
    await town.play(1);
    expect(town.started()).to.deep.equal(['here']);
    expect(town.session.snapshot.playing?.entry.content.detour?.score).to.equal(0.95);
  });

  it('of which nobody knows the length is let in, and refused when what is found for it turns out to be too long', async () => {
    const unknown = { ...WANTED, durationMs: null, lengthUnknown: true } as const;
    const rules = (longestTrackMs: number) => ({ ...NO_RULES, longestTrackMs });
    const town = beside();
    town.session.controls.setRules(rules(10_000));
    await town.begin(unknown);
    await town.play(1);
    expect(town.started()).to.deep.equal([]);
    expect(town.events.find(({ type }) => type === 'failed')).to.have.nested.property('error.code', 'refused');
    expect(town.source.openStreams, 'and is closed').to.equal(0);
    town.session.controls.setRules(rules(20_000));
    town.add(unknown);
    await town.clock.advance(60_000);
    await town.settle();
    await town.play(1);
    expect(town.started()).to.deep.equal(['here']);
  });

  it('of which nobody knows the length is refused in time when it was opened ahead', async () => {
    const first = aTrack({ id: 'first', title: 'First', durationMs: 2_000 });
    const town = beside([first, HERE]);
    town.session.controls.setRules({ ...NO_RULES, longestTrackMs: 10_000 });
    await town.begin(first, { ...WANTED, durationMs: null, lengthUnknown: true });
    await town.play(3);
    expect(town.started()).to.deep.equal(['first']);
    expect(town.events.find(({ type }) => type === 'failed')).to.have.nested.property('error.code', 'refused');
    expect(town.source.openStreams).to.equal(0);
  });

  it('is played anew from another recording when a listener says that it is the wrong one', async () => {
    const town = beside();
    await town.begin(WANTED, HERE);
    await town.play(3);
    const playing = town.session.snapshot.playing;
    const { controls } = town.session;
    const detour = { answeredBy: 'other', insteadOf: 'service', score: 1, wanted: WANTED, chosen: true } as const;
    expect(controls.playInstead('another entry', { track: THERE })).to.equal(false);
    expect(controls.playInstead(playing?.entry.id ?? '', { track: THERE, detour })).to.equal(true);
    await town.settle();
    await town.play(1);
    const now = town.session.snapshot.playing;
    expect(now?.entry.id, 'the same place in the queue').to.equal(playing?.entry.id);
    expect(now?.entry.content).to.deep.include({ track: THERE, detour });
    expect(now?.positionMs).to.be.within(0, 2_000);
    expect(town.started()).to.deep.equal(['here', 'there']);
    expect(town.upcoming(), 'what follows stays').to.deep.equal(['here']);
    expect(town.source.openStreams, 'the wrong one is closed').to.equal(0);
  });

  it('goes on at a second source when the first that played it dies, where that broke off, and still knows what was wanted', async () => {
    const town = beside([HERE], [{ ...THERE, durationMs: 20_000 }]);
    await town.begin();
    await town.play(4);
    for (let calls = 0; calls < 12; calls += 1) town.source.openTroubles.push({ error: DOWN });
    town.source.streams.at(-1)?.destroy(new Error('connection reset'));
    await town.play(1);
    await town.clock.advance(5_000);
    await town.settle();
    expect(town.session.snapshot.playing?.entry.content).to.deep.include({
      track: { ...THERE, durationMs: 20_000 },
      detour: { answeredBy: 'other', insteadOf: 'fake', score: 1, wanted: WANTED },
    });
    await town.play(17);
    expect(town.connector.of('guild').output.heard, 'nothing is missing, nothing comes twice').to.have.length(1_000);
  });
});
