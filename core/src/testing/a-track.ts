import type { Track } from '../model/track.js';

/** A track with everything in it; say what matters to the test. */
export function aTrack(facts: Partial<Track> = {}): Track {
  return {
    source: 'fake',
    id: 'needle-drop',
    title: 'Needle Drop',
    author: 'The Tonearms',
    url: 'https://music.example/needle-drop',
    durationMs: 180_000,
    ...facts,
  };
}
