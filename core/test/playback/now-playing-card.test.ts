import { expect } from 'chai';
import { VoiceError } from '../../src/errors/voice-errors.js';
import { NowPlayingCard } from '../../src/playback/now-playing-card.js';
import { RefreshBudget } from '../../src/playback/refresh-budget.js';
import type { ProgressSnapshot } from '../../src/progress/progress-view.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, someTracks } from './a-session.js';

/** A session that plays `one`, with `two` after it, and a card that follows it. */
async function aFollowedSession() {
  const tracks = someTracks('one', 'two');
  const town = aSession(new FakeSource({ tracks }));
  town.session.join('lounge');
  town.add(...tracks);
  await town.settle();
  town.output.play(1);
  const shown: { readonly snapshot: ProgressSnapshot; readonly last: boolean }[] = [];
  let over = 0;
  const card = new NowPlayingCard({
    session: town.session,
    clock: town.clock,
    refreshes: new RefreshBudget(town.clock),
    show: (snapshot) => void shown.push({ snapshot, last: false }),
    finish: (snapshot) => void shown.push({ snapshot, last: true }),
    onOver: () => {
      over += 1;
    },
  });
  const titles = () => shown.map(({ snapshot }) => ('track' in snapshot ? snapshot.track.title : snapshot.kind));
  return { town, card, shown, titles, over: () => over };
}

describe('NowPlayingCard', () => {
  it('tells that the connection was lost, and that it comes back', async () => {
    const { town, shown, titles } = await aFollowedSession();
    const error = new VoiceError('The voice server failed.', true);
    town.connector.of('guild').become({ status: 'destroyed', error });
    expect(shown.at(-1)?.snapshot).to.have.property('trouble').that.includes('I come back in 2 seconds');
    expect(titles().at(-1)).to.equal('one');
    await town.clock.advance(2_000);
    await town.settle();
    town.output.play(1);
    expect(shown.at(-1)?.snapshot).not.to.have.property('trouble');
  });

  it('shows at once what plays, and each track that follows', async () => {
    const { town, shown, titles } = await aFollowedSession();
    expect(shown.at(-1)?.snapshot).to.include({ kind: 'now-playing' });
    expect(titles().at(-1)).to.equal('one');
    town.output.play(60);
    await town.settle();
    town.output.play(1);
    expect(shown.at(-1)?.snapshot).to.include({ kind: 'now-playing' });
    expect(titles().at(-1)).to.equal('two');
  });

  it('shows a pause at once, and the moving position only now and then', async () => {
    const { town, shown } = await aFollowedSession();
    const before = shown.length;
    town.output.play(5);
    expect(shown.length).to.equal(before);
    town.session.controls.pause();
    expect(shown.at(-1)?.snapshot).to.include({ kind: 'now-playing', paused: true });
  });

  it('is over, once, when the session is', async () => {
    const { town, shown, over } = await aFollowedSession();
    town.session.controls.leave();
    expect(over()).to.equal(1);
    expect(shown.at(-1)).to.deep.include({ last: true });
    expect(shown.at(-1)?.snapshot).to.include({ kind: 'ended' });
  });

  it('stops where it is when another takes its place', async () => {
    const { town, card, shown, over } = await aFollowedSession();
    card.replace();
    expect(over()).to.equal(1);
    expect(shown.at(-1)).to.deep.include({ last: true });
    expect(shown.at(-1)?.snapshot).to.include({ kind: 'now-playing' });
    const before = shown.length;
    town.session.controls.skip();
    expect(shown.length).to.equal(before);
  });
});
