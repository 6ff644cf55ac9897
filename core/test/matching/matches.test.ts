import { expect } from 'chai';
import { Matches } from '../../src/matching/matches.js';
import { referenceOf, type Track } from '../../src/model/track.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeMetadataSource } from '../../src/testing/fake-metadata-source.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { RefusedError } from '../../src/errors/request-errors.js';
import { NO_RULES, whyRefused } from '../../src/playback/queue-rules.js';
import { aSession } from '../playback/a-session.js';

const FIRST = aTrack({ id: 'first', title: 'First', durationMs: 2_000 });
const WANTED = aTrack({ source: 'service', id: 'wanted', durationMs: 2_000 });
const BEST = aTrack({ id: 'best', durationMs: 2_000 });
const LIVE = aTrack({ id: 'live', title: 'Needle Drop (Live)', durationMs: 2_000 });

/** The first track plays, and the one behind it, of a service without sound, is open already. */
async function openedAhead() {
  const town = aSession(new FakeSource({ tracks: [FIRST, BEST, LIVE] }), undefined, undefined, {
    others: [new FakeMetadataSource()],
  });
  const { sources, resolver, standIns, corrections, clock, session } = town;
  const parts = { sources, resolver, standIns, corrections, clock, logger: silentLogger };
  const matches = new Matches({
    ...parts,
    session: () => session.controls,
    refusalOf: (_, track) => whyRefused(track, session.controls.snapshot.rules),
  });
  session.join('lounge');
  town.add(FIRST, WANTED);
  await town.settle();
  town.output.play(10);
  await town.settle();
  expect(town.source.opened.map(({ id }) => id)).to.deep.equal(['first', 'best']);
  return {
    ...town,
    matches,
    choose: async (wanted: Track, track: Track) => {
      const choice = { guildId: 'guild', wanted: referenceOf(wanted), track: referenceOf(track) };
      await matches.choose(choice);
      await town.settle();
    },
    async play(frames: number) {
      for (let sent = 0; sent < frames; sent += 10) {
        town.output.play(10);
        await town.settle();
      }
    },
  };
}

describe('A listener’s correction', () => {
  it('opens anew what was opened ahead for that track, which follows without a gap', async () => {
    const town = await openedAhead();
    await town.choose(WANTED, LIVE);
    expect(town.source.opened.map(({ id }) => id)).to.deep.equal(['first', 'best', 'live']);
    await town.play(200);
    expect(town.started()).to.deep.equal(['first', 'live']);
    expect(town.output.heard, 'all of both').to.have.length(200);
  });

  it('leaves alone what was opened ahead for another one', async () => {
    const town = await openedAhead();
    await town.choose({ ...WANTED, id: 'another' }, LIVE);
    await town.play(150);
    expect(town.source.opened.map(({ id }) => id)).to.deep.equal(['first', 'best']);
    expect(town.started()).to.deep.equal(['first', 'best']);
  });

  it('is neither offered nor taken where the rules of the guild do not let it in', async () => {
    const { matches, session, choose, corrections } = await openedAhead();
    session.controls.setRules({ ...NO_RULES, blocked: ['live'] });
    const { candidates } = await matches.offer('guild', WANTED);
    expect(candidates.map(({ track }) => track.id)).to.deep.equal(['best']);
    const refusal = await choose(WANTED, LIVE).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(RefusedError);
    expect(await corrections.find('guild', WANTED)).to.equal(undefined);
  });
});
