import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { VoiceError } from '../../src/errors/voice-errors.js';
import { RequestCard } from '../../src/playback/request-card.js';
import { RefreshBudget } from '../../src/playback/refresh-budget.js';
import type { ProgressSnapshot } from '../../src/progress/progress-view.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, someTracks } from './a-session.js';

/** The card of one request, and all that it shows. */
function aCard(town: ReturnType<typeof aSession>, taskId: string) {
  const shown: ProgressSnapshot[] = [];
  const told: ProgressSnapshot[] = [];
  let over = 0;
  const parts = {
    facts: { taskId, text: taskId, requestedBy: 'ada', priority: 'normal' as const },
    requestedAtMs: town.clock.now(),
    session: town.session,
    clock: town.clock,
    refreshes: new RefreshBudget(town.clock),
    maxAttempts: 3,
    watch: () => () => {},
    show: (snapshot: ProgressSnapshot) => void shown.push(snapshot),
    tell: (snapshot: ProgressSnapshot) => void told.push(snapshot),
    finish: (snapshot: ProgressSnapshot) => {
      shown.push(snapshot);
      over += 1;
    },
    onClosed: () => {
      over += 1;
    },
  };
  new RequestCard(parts);
  return { shown, told, over: () => over };
}

describe('RequestCard', () => {
  it('tells why there is no sound while its track cannot be opened, and that it plays then', async () => {
    const tracks = someTracks('flaky');
    const town = aSession(new FakeSource({ tracks }));
    const { shown } = aCard(town, 'flaky');
    town.source.openTroubles.push({ error: new SourceUnavailableError('fake', 'The archive is closed.') });
    town.session.join('lounge');
    town.add(...tracks);
    await town.settle();
    expect(shown.map(({ kind }) => kind)).to.deep.equal(['added', 'now-playing']);
    expect(shown.at(-1)).to.include({ buffering: true, trouble: 'The archive is closed.' });
    await town.clock.advance(2_000);
    town.output.play(1);
    expect(shown.at(-1)).to.include({ kind: 'now-playing', buffering: false }).and.not.have.property('trouble');
  });

  it('tells that the connection was lost and that it comes back, and that it plays then', async () => {
    const tracks = someTracks('one');
    const town = aSession(new FakeSource({ tracks }));
    const { shown } = aCard(town, 'one');
    town.session.join('lounge');
    town.add(...tracks);
    await town.settle();
    town.output.play(1);
    const error = new VoiceError('The voice server failed.', true);
    town.connector.of('guild').become({ status: 'destroyed', error });
    const trouble = 'The voice server failed. I come back in 2 seconds (try 1 of 3).';
    expect(shown.at(-1)).to.include({ kind: 'now-playing', buffering: true, waiting: 0, trouble });
    await town.clock.advance(2_000);
    await town.settle();
    town.output.play(1);
    expect(shown.at(-1)).to.include({ kind: 'now-playing', buffering: false }).and.not.have.property('trouble');
  });

  it('tells beside itself what of a playlist could not be played, as the next track takes its place at once', async () => {
    const tracks = someTracks('gone', 'good');
    const town = aSession(new FakeSource({ tracks }));
    const { shown, told } = aCard(town, 'mix');
    town.session.join('lounge');
    const entry = town.session.reserve({ requestId: 'mix', requestedBy: 'ada', place: 'end', query: 'mix' });
    const playlist = { title: 'Mix', url: 'https://music.example/mix', trackCount: 2, items: tracks };
    const reference = { source: 'fake', kind: 'playlist', id: 'mix' } as const;
    town.source.openTroubles.push({ error: new TrackUnavailableError('fake', 'It is gone.') });
    town.session.answer(entry, { kind: 'playlist', playlist }, { reference }, 'mix');
    await town.settle();
    town.output.play(1);
    expect(told).to.have.length(1);
    expect(told[0]).to.deep.include({
      kind: 'ended',
      outcome: { kind: 'failed', code: 'track-unavailable', reason: 'It is gone.' },
    });
    expect(shown.at(-1)).to.include({ kind: 'now-playing' });
  });

  it('is over, once, when its track is', async () => {
    const tracks = someTracks('one', 'two');
    const town = aSession(new FakeSource({ tracks }));
    const cards = [aCard(town, 'one'), aCard(town, 'two')];
    town.session.join('lounge');
    town.add(...tracks);
    await town.settle();
    town.output.play(60);
    expect(cards.map(({ over }) => over())).to.deep.equal([1, 0]);
    town.session.controls.leave();
    expect(cards.map(({ over }) => over())).to.deep.equal([1, 1]);
  });
});
