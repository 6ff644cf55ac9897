import type { Track } from '../../src/model/track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, someTracks } from './a-session.js';

/** A session that plays tracks of so many seconds, and what a listener has heard of them. */
export async function playing(seconds: number, ...ids: string[]) {
  const tracks = someTracks(...ids).map((track): Track => ({ ...track, durationMs: seconds * 1_000 }));
  const town = aSession(new FakeSource({ tracks }));
  town.session.join('lounge');
  town.add(...tracks);
  await town.settle();
  const { output, source } = town;
  return {
    ...town,
    output,
    /** Lets so many seconds sound, as far as there is sound. */
    async play(howMany: number) {
      for (let round = 0; round < howMany * 5; round += 1) {
        output.play(10);
        await town.settle();
      }
    },
    /** Volume that each frame was made with; 100 of one that is untouched. */
    volumes: () => output.heard.map(({ frame }) => frame[4] ?? 100),
    /** Lets what is under way happen without anything being heard. */
    async ready() {
      for (let round = 0; round < 5; round += 1) await town.settle();
    },
    /** The newest stream dies. */
    die: () => source.streams.at(-1)?.destroy(new Error('connection reset')),
    /** Number of each frame that was heard, modulo 256, as the source numbers them. */
    heard: () => output.heard.map(({ frame }) => frame[3]),
  };
}

/** Numbers of so many frames from the first, as the source gives them. */
export const numbered = (frames: number) => Array.from({ length: frames }, (_, index) => index % 256);
