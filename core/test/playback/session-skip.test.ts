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
});
