import { expect } from 'chai';
import { TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { Track } from '../../src/model/track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, someTracks } from './a-session.js';

/** Frames of one of `someTracks`. */
const ONE_TRACK = 50;

/** Calls these tracks related to whatever it is asked about. */
class RelatingSource extends FakeSource {
  readonly askedAbout: string[] = [];
  relation: Promise<unknown> = Promise.resolve();
  readonly #related: readonly Track[];

  constructor(tracks: readonly Track[], related: readonly Track[] = tracks) {
    super({ tracks });
    this.#related = related;
  }

  async related({ id }: Track): Promise<readonly Track[]> {
    this.askedAbout.push(id);
    await this.relation;
    return this.#related;
  }
}

function aTown<Source extends FakeSource>(source: Source) {
  const town = aSession(source);
  const { controls } = town.session;
  controls.setAutoplay(true);
  town.session.join('lounge');
  return {
    ...town,
    source,
    controls,
    output: town.output,
    async hear(tracks: number) {
      for (let frames = 0; frames < tracks * ONE_TRACK; frames += 10) {
        await town.settle();
        town.output.play(10);
      }
      await town.settle();
    },
  };
}

describe('Autoplay', () => {
  it('goes on without a gap with what the source calls related, never with what was heard', async () => {
    const [first, ...others] = someTracks('a', 'b', 'c');
    const town = aTown(new RelatingSource(someTracks('a', 'b', 'c'), [first as Track, ...others]));
    town.add(first as Track);
    await town.settle();
    expect(town.output.play(2 * ONE_TRACK), 'at once').to.equal(2 * ONE_TRACK);
    await town.hear(3);
    expect(town.started()).to.deep.equal(['a', 'b', 'c']);
    expect(town.session.snapshot).to.deep.include({ playing: null, upcoming: [] });
  });

  it('does nothing unless it is switched on, and nothing after a stop', async () => {
    const [first] = someTracks('a');
    const town = aTown(new RelatingSource(someTracks('a', 'b')));
    town.controls.setAutoplay(false);
    town.add(first as Track);
    await town.hear(1);
    expect(town.source.askedAbout).to.deep.equal([]);
    town.add(first as Track);
    await town.settle();
    town.controls.setAutoplay(true);
    town.controls.stop();
    await town.settle();
    expect(town.session.snapshot).to.deep.include({ playing: null, upcoming: [] });
  });

  it('ends quietly with a source that cannot tell what is related', async () => {
    const tracks = someTracks('a');
    const town = aTown(new FakeSource({ tracks }));
    town.add(...tracks);
    await town.hear(2);
    expect(town.started()).to.deep.equal(['a']);
    expect(town.events.some(({ type }) => type === 'failed')).to.equal(false);
  });

  it('takes another one when what it chose is broken, without asking again', async () => {
    const tracks = someTracks('a', 'broken', 'c');
    const town = aTown(new RelatingSource(tracks));
    town.source.openTroubles.push({ until: Promise.resolve() }, { error: new TrackUnavailableError('fake', 'Gone.') });
    town.add(...tracks.slice(0, 1));
    await town.hear(2);
    expect(town.started()).to.deep.equal(['a', 'c']);
    expect(town.source.askedAbout.filter((id) => id === 'a')).to.have.length(1);
  });

  it('gives way to what someone asks for', async () => {
    const tracks = someTracks('a', 'b', 'mine');
    const town = aTown(new RelatingSource(tracks));
    town.add(...tracks.slice(0, 1));
    await town.settle();
    expect(town.upcoming()).to.deep.equal(['b']);
    expect(town.session.snapshot.upcoming[0]).to.include({ suggested: true });
    town.add(...tracks.slice(2));
    expect(town.upcoming()).to.deep.equal(['mine']);
    await town.hear(1);
    town.output.play(1);
    expect(town.started()).to.deep.equal(['a', 'mine']);
  });

  it('skips to something else while there is something else, and never waits for its source', async () => {
    const tracks = someTracks('a', 'b');
    const source = new RelatingSource(tracks);
    const answer = Promise.withResolvers<void>();
    source.relation = answer.promise;
    const town = aTown(source);
    town.add(...tracks.slice(0, 1));
    await town.settle();
    town.output.play(1);
    expect(town.controls.skip()).to.have.nested.property('content.track.id', 'a');
    expect(town.session.snapshot.playing).to.equal(null);
    answer.resolve();
    await town.settle();
    town.output.play(1);
    expect(town.started()).to.deep.equal(['a', 'b']);
  });

  it('keeps nothing when the session is over', async () => {
    const tracks = someTracks('a', 'b');
    const source = new RelatingSource(tracks);
    source.relation = new Promise(() => {});
    const town = aTown(source);
    town.add(...tracks.slice(0, 1));
    await town.settle();
    town.controls.leave();
    await town.settle();
    expect(town.resolving.stats()).to.deep.include({ pending: 0, running: 0 });
    expect(town.clock.pendingTimers).to.equal(0);
  });
});
