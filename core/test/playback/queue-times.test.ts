import { expect } from 'chai';
import type { EntryContent, QueueEntry, TrackEntry } from '../../src/playback/queue-entry.js';
import { queueTime, timeUntil } from '../../src/playback/queue-times.js';
import { aTrack } from '../../src/testing/a-track.js';

const request = { requestId: 'r', requestedBy: 'ada', place: 'end' } as const;

function aTrackEntry(id: string, durationMs: number | null, startMs = 0): TrackEntry {
  return { ...request, id, content: { kind: 'track', track: aTrack({ id, durationMs }), startMs } };
}

function anEntry(id: string, content: EntryContent): QueueEntry {
  return { ...request, id, content };
}

function playing(durationMs: number | null, positionMs: number) {
  const state = { begunAtMs: 0, paused: false, buffering: false, trouble: null, announced: null };
  return { ...state, entry: aTrackEntry('current', durationMs), positionMs };
}

const reference = { source: 'fake', kind: 'playlist', id: 'list' } as const;
const upcoming = [
  aTrackEntry('a', 60_000),
  aTrackEntry('b', 100_000, 40_000),
  anEntry('asked', { kind: 'pending', query: 'x' }),
  anEntry('rest', { kind: 'rest-of-playlist', reference, cursor: '2', trackCount: 30, edits: [] }),
  aTrackEntry('live', null),
  aTrackEntry('mine', 1_000),
];

describe('Times of the queue', () => {
  it('add what is known, and count what is not', () => {
    expect(queueTime({ upcoming })).to.deep.equal({ ms: 121_000, unknown: 32 });
    expect(queueTime({ upcoming: [] })).to.deep.equal({ ms: 0, unknown: 0 });
  });

  it('tell when an entry plays: after the rest of what plays and all before it', () => {
    const session = { playing: playing(180_000, 150_000), upcoming, loop: 'off' } as const;
    expect(timeUntil(session, 'a')).to.deep.equal({ ms: 30_000, unknown: 0 });
    expect(timeUntil(session, 'asked')).to.deep.equal({ ms: 150_000, unknown: 0 });
    expect(timeUntil(session, 'mine')).to.deep.equal({ ms: 150_000, unknown: 32 });
    expect(timeUntil({ ...session, playing: null }, 'b')).to.deep.equal({ ms: 60_000, unknown: 0 });
    expect(timeUntil({ ...session, playing: playing(null, 9_000) }, 'a')).to.deep.equal({ ms: 0, unknown: 1 });
  });

  it('tell nothing of what does not wait, or never comes while the track is looped', () => {
    const session = { playing: playing(180_000, 0), upcoming, loop: 'track' } as const;
    expect(timeUntil(session, 'a')).to.equal(undefined);
    expect(timeUntil({ ...session, loop: 'queue' }, 'gone')).to.equal(undefined);
  });
});
