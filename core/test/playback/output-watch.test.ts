import { expect } from 'chai';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession } from './a-session.js';

const LONG = aTrack({ id: 'long', durationMs: 600_000 });

async function playing() {
  const town = aSession(new FakeSource({ tracks: [LONG] }));
  town.session.join('lounge');
  town.add(LONG);
  await town.settle();
  town.output.keepsTime = true;
  town.output.play(100);
  await town.settle();
  return town;
}

describe('An output that breaks', () => {
  it('costs the connection at once, for the reason that it tells, and the sound comes back where it was', async () => {
    const { session, clock, connector, settle, events, output } = await playing();
    output.breakDown('The cable is out.');
    expect(connector.of('guild').state.status, 'the broken connection').to.equal('destroyed');
    const states = events.flatMap((event) => (event.type === 'voice' ? event.state : []));
    const rejoining = states.find((state) => state.status === 'rejoining');
    expect(rejoining?.reason).to.have.nested.property('values.reason').that.includes('The cable is out.');
    await clock.advance(2_000);
    await settle();
    expect(connector.connections).to.have.length(2);
    expect(session.snapshot.playing).to.include({ positionMs: 2_000 });
  });
});

describe('An output that has sound and does not send it', () => {
  it('costs the connection, which comes back with the sound where it was', async () => {
    const { session, clock, connector, settle, events } = await playing();
    await clock.advance(10_000);
    await settle();
    const states = events.flatMap((event) => (event.type === 'voice' ? event.state : []));
    const rejoining = states.find((state) => state.status === 'rejoining');
    expect(rejoining?.reason)
      .to.have.nested.property('values.reason.english')
      .that.includes('No sound left the voice connection');
    await clock.advance(5_000);
    await settle();
    expect(connector.connections).to.have.length(2);
    expect(session.snapshot.playing).to.include({ positionMs: 2_000 });
  });

  it('is not missed while it is paused, or while the connection mends itself', async () => {
    const paused = await playing();
    paused.session.controls.pause();
    const mending = await playing();
    mending.connector.of('guild').become({ status: 'reconnecting', channelId: 'lounge', reason: 'Lost.' });
    for (const { clock, connector, settle } of [paused, mending]) {
      await clock.advance(60_000);
      await settle();
      expect(connector.connections).to.have.length(1);
    }
  });

  it('is left alone as long as it tells something', async () => {
    const { clock, connector, settle, output } = await playing();
    for (let second = 0; second < 30; second += 1) {
      await clock.advance(1_000);
      output.play(50);
      await settle();
    }
    expect(connector.connections).to.have.length(1);
  });
});
