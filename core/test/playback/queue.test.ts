import { expect } from 'chai';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { Queue } from '../../src/playback/queue.js';
import type { EntryContent, QueueEntry, QueuePlace } from '../../src/playback/queue-entry.js';
import { parsePositions, partsAt, placed } from '../../src/playback/queue-positions.js';
import { planMove, select } from '../../src/playback/queue-selection.js';
import { seededRandom } from '../../src/runtime/random.js';
import { aTrack } from '../../src/testing/a-track.js';

const REFERENCE = { source: 'fake', kind: 'playlist', id: 'list' } as const;

function anEntry(
  id: string,
  facts: { place?: QueuePlace; requestedBy?: string; content?: EntryContent } = {},
): QueueEntry {
  const content: EntryContent = { kind: 'track', track: aTrack({ id }), startMs: 0 };
  return { id, requestId: id, requestedBy: 'ada', place: 'end', content, ...facts };
}

function aRest(id: string, trackCount: number | null, requestedBy = 'ada'): QueueEntry {
  const content = { kind: 'rest-of-playlist', reference: REFERENCE, cursor: 'page-2', trackCount, edits: [] } as const;
  return anEntry(id, { requestedBy, content });
}

function aQueue(...entries: readonly (string | QueueEntry)[]): Queue {
  const queue = new Queue();
  for (const entry of entries) queue.add(typeof entry === 'string' ? anEntry(entry) : entry);
  return queue;
}

function ids(queue: Queue): readonly string[] {
  return queue.entries.map(({ id }) => id);
}

function tracks(...names: readonly string[]): readonly EntryContent[] {
  return names.map((id) => ({ kind: 'track', track: aTrack({ id }), startMs: 0 }));
}

describe('Queue', () => {
  it('keeps the order of request among those that were asked for as next', () => {
    const queue = aQueue('a', 'b', anEntry('first', { place: 'next' }), anEntry('second', { place: 'next' }));
    expect(ids(queue)).to.deep.equal(['first', 'second', 'a', 'b']);
  });

  it('puts a whole playlist that was asked for as next before the rest, and the following one behind it', () => {
    const queue = aQueue('a', anEntry('list', { place: 'next', content: { kind: 'pending', query: 'list' } }));
    let made = 0;
    queue.fill('list', tracks('one', 'two'), () => `list-${++made}`);
    queue.add(anEntry('later', { place: 'next' }));
    expect(ids(queue)).to.deep.equal(['list', 'list-1', 'later', 'a']);
  });

  it('brings what is to play now to the front when it is found, wherever it was shuffled to', () => {
    const now = anEntry('now', { place: 'now', content: { kind: 'pending', query: 'now' } });
    const queue = aQueue('a', 'b', 'c', now);
    queue.move('now', null);
    expect(queue.fill('now', tracks('now'), () => '')).to.include({ interrupts: true, tracksBefore: 0 });
    expect(ids(queue)).to.deep.equal(['now', 'a', 'b', 'c']);
  });

  it('shuffles in a random order: none lost, and always the same for a seed', () => {
    const names = Array.from({ length: 30 }, (_, index) => `${index}`);
    const order = (seed: number) => {
      const queue = aQueue(...names);
      queue.shuffle(seededRandom(seed));
      return ids(queue);
    };
    expect(order(1)).to.have.members(names).and.not.deep.equal(names);
    expect(order(1)).to.deep.equal(order(1)).and.not.deep.equal(order(2));
  });

  it('lets listeners take turns, each with the order of their own', () => {
    const of = (requestedBy: string) => (id: string) => anEntry(id, { requestedBy });
    const queue = aQueue(...['a1', 'a2', 'a3'].map(of('ada')), ...['b1', 'b2'].map(of('bob')), of('cleo')('c1'));
    queue.takeTurns();
    expect(ids(queue)).to.deep.equal(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('goes on taking turns with the part of a playlist that is loaded later', () => {
    const queue = aQueue(
      'a1',
      aRest('rest', 2),
      anEntry('b1', { requestedBy: 'bob' }),
      anEntry('b2', { requestedBy: 'bob' }),
    );
    queue.takeTurns();
    expect(ids(queue)).to.deep.equal(['a1', 'b1', 'rest', 'b2']);
    queue.fill('rest', tracks('a2', 'a3'), () => 'a3');
    expect(ids(queue)).to.deep.equal(['a1', 'b1', 'rest', 'b2', 'a3']);
  });

  it('puts what is not loaded behind what is when it is shuffled, and marks it to be shuffled too', () => {
    const queue = aQueue(aRest('rest', 100), 'a', 'b');
    queue.shuffle(seededRandom(3));
    expect(ids(queue).at(-1)).to.equal('rest');
    expect(queue.entries.at(-1)).to.have.nested.property('content.edits[0].kind', 'shuffled');
  });
});

describe('Positions in the queue', () => {
  it('are read as listeners type them', () => {
    expect(parsePositions(' 7, 2-5,3 – 6')).to.deep.equal([{ from: 2, to: 7 }]);
    expect(parsePositions('4,1')).to.deep.equal([
      { from: 1, to: 1 },
      { from: 4, to: 4 },
    ]);
    for (const text of ['', '0', '-1', '5-2', '1,,2', 'two', '1.5', '9999999999']) {
      expect(() => parsePositions(text), text).to.throw(InvalidRequestError);
    }
  });

  it('count each track of a part that is not loaded', () => {
    const { entries } = aQueue('a', aRest('rest', 10), 'b');
    expect(placed(entries).map(({ position }) => position)).to.deep.equal([1, 2, 12]);
    expect(partsAt(entries, [{ from: 5, to: 12 }])).to.deep.equal([
      { entryId: 'rest', within: { from: 3, count: 7 } },
      { entryId: 'b' },
    ]);
  });

  it('beyond the queue are refused, with its length', () => {
    const { entries } = aQueue('a', aRest('rest', 10));
    expect(() => partsAt(entries, [{ from: 3, to: 12 }])).to.throw(InvalidRequestError, 'from 1 to 11');
    expect(() => partsAt([], [{ from: 1, to: 1 }])).to.throw(InvalidRequestError, 'The queue is empty.');
  });
});

describe('What is selected in the queue', () => {
  const remove = (queue: Queue, selection: Parameters<typeof select>[2], current?: QueueEntry) => {
    const { parts, tracks: count } = select(queue.entries, current, selection);
    queue.take(parts);
    return count;
  };

  it('by position 2 is the second', () => {
    const queue = aQueue('a', 'b', 'c');
    expect(remove(queue, { kind: 'positions', text: '2' })).to.equal(1);
    expect(ids(queue)).to.deep.equal(['a', 'c']);
  });

  it('inside a part that is not loaded goes from there by index, several ranges at once', () => {
    const queue = aQueue('a', aRest('rest', 10), 'b');
    expect(remove(queue, { kind: 'positions', text: '3-4,7,12' })).to.equal(4);
    expect(ids(queue)).to.deep.equal(['a', 'rest']);
    expect(queue.trackCount).to.equal(8);
    expect(queue.entries.at(-1)).to.have.deep.nested.property('content.edits', [
      { kind: 'removed', from: 5, count: 1 },
      { kind: 'removed', from: 1, count: 2 },
    ]);
  });

  it('of a listener is all they asked for', () => {
    const queue = aQueue('a', anEntry('b', { requestedBy: 'bob' }), aRest('rest', 10, 'bob'));
    expect(remove(queue, { kind: 'listener', requestedBy: 'bob' })).to.equal(11);
    expect(ids(queue)).to.deep.equal(['a']);
  });

  it('as duplicates keeps the first of each, and none of what plays', () => {
    const again = (id: string, of: string) =>
      anEntry(id, { content: { kind: 'track', track: aTrack({ id: of }), startMs: 0 } });
    const reference = { kind: 'reference', reference: { source: 'fake', kind: 'track', id: 'a' } } as const;
    const queue = aQueue('a', again('a2', 'a'), 'b', anEntry('a3', { content: reference }), again('c2', 'c'));
    expect(remove(queue, { kind: 'duplicates' }, anEntry('c'))).to.equal(3);
    expect(ids(queue)).to.deep.equal(['a', 'b']);
  });

  it('is moved to where listeners point, in both directions', () => {
    const move = (from: number, to: number) => {
      const queue = aQueue('a', 'b', 'c', 'd');
      const { entry, beforeId } = planMove(queue.entries, from, to);
      queue.move(entry.id, beforeId);
      return ids(queue).join('');
    };
    expect([move(1, 3), move(4, 2), move(2, 2), move(1, 4)]).to.deep.equal(['bcad', 'adbc', 'abcd', 'bcda']);
    expect(() => move(1, 5)).to.throw(InvalidRequestError, 'from 1 to 4');
  });

  it('is not moved into or out of a part that is not loaded', () => {
    const { entries } = aQueue('a', aRest('rest', 10), 'b');
    expect(() => planMove(entries, 1, 5)).to.throw(InvalidRequestError, 'not loaded yet');
    expect(() => planMove(entries, 5, 1)).to.throw(InvalidRequestError, 'not loaded yet');
    expect(planMove(entries, 12, 2)).to.include({ beforeId: 'rest' });
  });
});
