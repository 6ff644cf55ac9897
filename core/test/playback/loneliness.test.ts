import { expect } from 'chai';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, someTracks } from './a-session.js';

/** A session that plays, and a channel that people leave and come into. */
async function aChannel() {
  const tracks = someTracks('one', 'two');
  let present = 1;
  const audience = { listenersIn: () => present, onChange: () => () => {} };
  const town = aSession(new FakeSource({ tracks }), undefined, undefined, { audience });
  const { session } = town;
  session.join('lounge');
  town.add(...tracks);
  await town.settle();
  return {
    session,
    becomes(people: number) {
      present = people;
      session.audienceChanged();
    },
    isPaused: () => session.snapshot.playing?.paused,
  };
}

describe('Loneliness', () => {
  it('pauses alone, and goes on when someone comes', async () => {
    const { becomes, isPaused, session } = await aChannel();
    becomes(0);
    expect([isPaused(), session.snapshot.alone]).to.deep.equal([true, true]);
    becomes(1);
    expect([isPaused(), session.snapshot.alone]).to.deep.equal([false, false]);
  });

  it('pauses alone also after a listener has resumed among others', async () => {
    const { becomes, isPaused, session } = await aChannel();
    session.controls.pause();
    session.controls.resume();
    becomes(0);
    expect(isPaused()).to.equal(true);
  });

  it('obeys who lets it play on alone, until someone has come and gone', async () => {
    const { becomes, isPaused, session } = await aChannel();
    becomes(0);
    session.controls.resume();
    expect(isPaused()).to.equal(false);
    becomes(0);
    expect(isPaused(), 'still nobody').to.equal(false);
    becomes(1);
    becomes(0);
    expect(isPaused()).to.equal(true);
  });

  it('leaves alone what a listener has paused', async () => {
    const { becomes, isPaused, session } = await aChannel();
    session.controls.pause();
    becomes(0);
    becomes(2);
    expect(isPaused()).to.equal(true);
  });

  it('leaves it to who goes on after a restart to see whether anyone listens, but not what a listener has paused', async () => {
    const { becomes, session } = await aChannel();
    becomes(0);
    expect(session.record.playing).to.include({ paused: false });
    session.controls.pause();
    expect(session.record.playing).to.include({ paused: true });
  });

  it('pauses the next track too', async () => {
    const { becomes, isPaused, session } = await aChannel();
    becomes(0);
    session.controls.skip();
    expect(session.snapshot.playing?.entry.content.track.id).to.equal('two');
    expect(isPaused()).to.equal(true);
  });
});
