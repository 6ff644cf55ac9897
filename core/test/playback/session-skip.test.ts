import { expect } from 'chai';
import { ONE_TRACK, playing } from './a-session.js';

describe('Session, asked to skip', () => {
  it('skips to the next track, once', async () => {
    const { add, tracks, settle, output, started, session, events } = playing('one', 'two', 'three');
    add(...tracks);
    await settle();
    output.play(5);
    expect(session.controls.skip()).to.have.nested.property('content.track.id', 'one');
    await settle();
    output.play(5);
    expect(started()).to.deep.equal(['one', 'two']);
    expect(events.filter(({ type }) => type === 'ended')).to.have.length(1);
  });

  it('skips once although the track ends in the same moment', async () => {
    const { add, tracks, settle, output, started, session, events } = playing('one', 'two', 'three');
    add(...tracks);
    await settle();
    output.play(ONE_TRACK - 1);
    const generation = output.heard.at(-1)?.generation ?? 0;
    session.controls.skip();
    output.tell({ type: 'ended', generation, positionMs: 1_000 });
    await settle();
    output.play(5);
    expect(started()).to.deep.equal(['one', 'two']);
    expect(events.filter(({ type }) => type === 'ended')).to.have.length(1);
  });

  it('skips a track once, however many ask for it in the same moment', async () => {
    const { add, tracks, settle, output, started, session } = playing('one', 'two', 'three');
    add(...tracks);
    await settle();
    session.onEvent((event) => {
      if (event.type !== 'started' || event.entry.content.track.id !== 'one') return;
      session.controls.skip();
      session.controls.skip();
    });
    output.play(1);
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['one', 'two']);
  });

  it('skips at once while a source never answers', async () => {
    const { add, tracks, settle, output, started, session, source } = playing('hanging', 'next');
    source.openTroubles.push({ until: new Promise(() => {}) });
    add(...tracks);
    await settle();
    session.controls.skip();
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['next']);
  });

  it('does nothing when there is nothing to skip', () => {
    const { session, events } = playing();
    expect(session.controls.skip()).to.equal(undefined);
    expect(events).to.deep.equal([]);
  });

  for (const end of ['skip', 'leave'] as const)
    it(`closes what opens in the very moment of a ${end}`, async () => {
      // It meets every step between the stream's coming and the turn in which that is told.
      for (let ticks = 0; ticks < 8; ticks += 1) {
        for (let microtasks = 0; microtasks < 24; microtasks += 1) {
          const { session, source, tracks, add, settle } = playing('one');
          const opens = Promise.withResolvers<void>();
          source.openTroubles.push({ until: opens.promise });
          add(...tracks);
          await settle();
          opens.resolve();
          for (let tick = 0; tick < ticks; tick += 1) await nextTick();
          for (let microtask = 0; microtask < microtasks; microtask += 1) await Promise.resolve();
          session.controls[end]();
          await settle();
          expect(source.openStreams, `${ticks} ticks and ${microtasks} microtasks later`).to.equal(0);
        }
      }
    });
});

/** Lets one round of what Node has put off happen. */
function nextTick(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
