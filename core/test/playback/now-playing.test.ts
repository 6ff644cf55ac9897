import { expect } from 'chai';
import { moodOf, nowPlayingSnapshot, onAir } from '../../src/playback/now-playing.js';
import type { NowPlaying, SessionSnapshot } from '../../src/playback/session-events.js';
import { aTrack } from '../../src/testing/a-track.js';

describe('onAir', () => {
  const track = aTrack({ title: 'Radio Bar', author: '', durationMs: null });
  const playing = (announced: string | null): NowPlaying => ({
    entry: { id: 'e', requestId: 'r', requestedBy: 'ann', place: 'end', content: { kind: 'track', track, startMs: 0 } },
    ...{ begunAtMs: 0, positionMs: 0, paused: false, buffering: false, trouble: null, announced },
  });
  const moodWith = (announced: string | null) => {
    // Only what is drawn is looked at.
    const session = { playing: playing(announced), upcoming: [], upcomingTracks: 0 } as unknown as SessionSnapshot;
    const snapshot = nowPlayingSnapshot(session, 0);
    return snapshot && moodOf(snapshot);
  };

  it('is what a station says, on the station; of everything else, the track', () => {
    expect(onAir(playing(null))).to.equal(track);
    expect(onAir(playing('Night Boat'))).to.include({ title: 'Night Boat', author: 'Radio Bar', id: track.id });
  });

  it('is worth showing at once when it changes', () => {
    expect(moodWith('Night Boat')).to.equal(moodWith('Night Boat'));
    expect(moodWith('Night Boat')).not.to.equal(moodWith('Day Boat'));
  });
});
