import { expect } from 'chai';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, someTracks } from './a-session.js';

/** Frames of one of `someTracks`. */
const ONE_TRACK = 50;

/** A session in which the first of these tracks sounds and the others wait. */
async function playing(...ids: string[]) {
  const tracks = someTracks(...ids);
  const town = aSession(new FakeSource({ tracks }));
  town.session.join('lounge');
  town.add(...tracks);
  await town.settle();
  town.output.play(1);
  const { controls } = town.session;
  return {
    ...town,
    controls,
    output: town.output,
    current: () => controls.snapshot.playing?.entry.content.track.id,
    played: () => controls.snapshot.history.map(({ content }) => content.track.id),
    /** Lets so many tracks end. */
    async hear(count: number) {
      for (let frames = 0; frames < count * ONE_TRACK; frames += 10) {
        town.output.play(10);
        await town.settle();
      }
    },
  };
}

describe('Commands of a session', () => {
  it('skip to a position: what stands before it goes, and is told', async () => {
    const { controls, settle, current, upcoming, events } = await playing('a', 'b', 'c', 'd', 'e');
    expect(controls.skip({ position: 3 })).to.have.nested.property('content.track.id', 'a');
    await settle();
    expect(current()).to.equal('d');
    expect(upcoming()).to.deep.equal(['e']);
    expect(events.filter(({ type }) => type === 'removed')).to.have.length(2);
  });

  it('skip to an entry that is no longer there changes nothing', async () => {
    const { controls, current, upcoming } = await playing('a', 'b');
    expect(() => controls.skip({ entryId: 'gone' })).to.throw(InvalidRequestError);
    expect(() => controls.skip({ position: 2 })).to.throw(InvalidRequestError, 'from 1 to 1');
    expect([current(), ...upcoming()]).to.deep.equal(['a', 'b']);
  });

  it('skip gives up what never comes to be found while nothing else plays', async () => {
    const town = await playing();
    town.reserve('never');
    town.add(...someTracks('b'));
    town.source.openTroubles.push({ until: new Promise(() => {}) });
    expect(town.controls.skip()).to.have.nested.property('content.query', 'never');
    await town.settle();
    expect(town.current()).to.equal('b');
  });

  it('previous plays the last one once more, and then what was interrupted by it', async () => {
    const { controls, settle, hear, current, upcoming, played } = await playing('a', 'b', 'c');
    await hear(1);
    expect(played()).to.deep.equal(['a']);
    expect(controls.previous()).to.have.nested.property('content.track.id', 'a');
    await settle();
    expect([current(), ...upcoming()]).to.deep.equal(['a', 'b', 'c']);
    expect(played()).to.deep.equal([]);
    expect(controls.previous(), 'nothing before the first').to.equal(undefined);
  });

  it('previous plays the last one when the queue is over', async () => {
    const { controls, hear, settle, current } = await playing('a');
    await hear(1);
    expect(current()).to.equal(undefined);
    controls.previous();
    await settle();
    expect(current()).to.equal('a');
  });

  it('previous begins a track anew that is the last one itself', async () => {
    const { controls, settle, current, upcoming } = await playing('a');
    controls.setLoop('queue');
    controls.skip();
    await settle();
    controls.previous();
    await settle();
    expect([current(), ...upcoming()]).to.deep.equal(['a']);
  });

  it('loop the track without a gap, until it is switched off or skipped', async () => {
    const { controls, output, settle, started, upcoming } = await playing('a', 'b');
    controls.setLoop('track');
    await settle();
    expect(output.play(3 * ONE_TRACK - 1), 'what is prepared follows at once').to.equal(2 * ONE_TRACK - 1);
    await settle();
    output.play(1);
    expect(started()).to.deep.equal(['a', 'a', 'a']);
    expect(upcoming()).to.deep.equal(['b']);
    controls.skip();
    await settle();
    output.play(1);
    expect(started().at(-1)).to.equal('b');
  });

  it('loop the queue: what has played goes to its end', async () => {
    const { controls, hear, started, settle, current, upcoming } = await playing('a', 'b', 'c');
    controls.setLoop('queue');
    await hear(4);
    expect(started().slice(0, 4)).to.deep.equal(['a', 'b', 'c', 'a']);
    expect([current(), ...upcoming()]).to.have.members(['a', 'b', 'c']);
    controls.skip({ position: 2 });
    await settle();
    expect([current(), ...upcoming()], 'also what was passed over').to.have.members(['a', 'b', 'c']);
  });

  it('a looped track that is broken is given up', async () => {
    const { controls, hear, source, settle, current } = await playing('a');
    controls.setLoop('queue');
    source.openTroubles.push({ error: new InvalidRequestError('Gone.') });
    await hear(2);
    await settle();
    expect(current()).to.equal(undefined);
  });

  it('shuffle, move, remove and clear leave alone what plays', async () => {
    const { controls, settle, current, upcoming, output } = await playing('a', 'b', 'c', 'd', 'e');
    expect(controls.shuffle('random')).to.equal(4);
    expect(upcoming()).to.have.members(['b', 'c', 'd', 'e']);
    expect(controls.move(4, 1)).to.have.nested.property('content.kind', 'track');
    const [first, second] = upcoming();
    expect(controls.remove({ kind: 'positions', text: '2' })).to.include({ tracks: 1 });
    expect(upcoming()).to.include(first).and.not.include(second);
    await settle();
    expect(controls.clear()).to.have.length(3);
    expect(upcoming()).to.deep.equal([]);
    expect(current()).to.equal('a');
    expect(output.play(10)).to.equal(10);
  });

  it('tell that the order changed', async () => {
    const { controls, events } = await playing('a', 'b', 'c');
    controls.shuffle('fair');
    controls.setLoop('queue');
    expect(events.slice(-2)).to.deep.equal([{ type: 'arranged' }, { type: 'arranged' }]);
  });

  it('remove ends the lookup of what was removed', async () => {
    const { controls, reserve, session, resolver } = await playing('a');
    const entry = reserve('slow');
    const reference = { source: 'fake', kind: 'track', id: 'slow' } as const;
    const task = resolver.continue(reference, undefined, { name: 'slow', priority: 'normal', tenant: 'guild' });
    session.lookingUp(entry, task);
    task.result.catch(() => {});
    controls.remove({ kind: 'listener', requestedBy: 'ada' });
    expect(task.state.status).to.equal('cancelled');
  });

  it('keep at most 50 of what has played', async () => {
    const { hear, played } = await playing(...Array.from({ length: 53 }, (_, index) => `${index}`));
    await hear(53);
    expect(played()).to.have.length(50);
    expect(played()[0]).to.equal('52');
  });

  it('all stand in a snapshot that survives as JSON', async () => {
    const { controls, hear } = await playing('a', 'b', 'c');
    controls.setLoop('queue');
    controls.setStay(true);
    await hear(1);
    const { voice: _, ...snapshot } = controls.snapshot;
    expect(JSON.parse(JSON.stringify(snapshot))).to.deep.equal(snapshot);
    expect(snapshot).to.include({ loop: 'queue', stay: true, autoplay: false });
  });
});
