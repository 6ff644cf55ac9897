import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { AudioStream } from '../../src/model/audio-stream.js';
import type { Track } from '../../src/model/track.js';
import { NO_RULES } from '../../src/playback/queue-rules.js';
import type { OpenContext } from '../../src/sources/audio-source.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';

/** Short ones, and every other one longer than the look-ahead and than what an output holds. */
export const TRACKS = Array.from({ length: 40 }, (_, number) =>
  aTrack({ id: `${number}`, title: `${number}`, durationMs: number % 2 === 0 ? 24_000 : 600 }),
);
/** What the source calls related to any of them: short ones again. */
export const RELATED = Array.from({ length: 40 }, (_, number) =>
  aTrack({ id: `${100 + number}`, title: `${100 + number}`, durationMs: 600 }),
);

/** Writes into each packet which track it is of, and which frame. */
export class LabellingSource extends FakeSource {
  async related(): Promise<readonly Track[]> {
    return RELATED;
  }

  override async open(track: Track, context: OpenContext): Promise<AudioStream> {
    const stream = await super.open(track, context);
    const label = (_: unknown, index: number) => {
      const frame = stream.positionMs / 20 + index;
      return Uint8Array.of(0xfc, 0xff, 0xfe, Number(track.id), frame % 256, Math.floor(frame / 256));
    };
    return { ...stream, readable: Readable.from(labelled(stream.readable, label), { objectMode: true }) };
  }
}

async function* labelled(readable: Readable, label: (chunk: unknown, index: number) => Uint8Array) {
  let index = 0;
  for await (const chunk of readable) {
    yield label(chunk, index);
    index += 1;
  }
}

export const COMMANDS = [
  'remove second',
  'remove some',
  'move',
  'shuffle',
  'take turns',
  'clear',
  'previous',
  'previous',
  'loop off',
  'loop track',
  'loop queue',
  'loop queue',
] as const;

/** Frames of the shorter one fit into every track, those of the longer one into every other. */
export const CROSSFADES_MS = [200, 4_000];

/** Of some lists only the references are known, of others the tracks; long ones come page by page. */
export const LISTS = ['add a list', 'add a long list', 'add a list of tracks', 'add a long list of tracks'] as const;

const RULES = [
  { ...NO_RULES, mostPerListener: 2 },
  { ...NO_RULES, mostPerListener: 3 },
  { ...NO_RULES, longestTrackMs: 10_000 },
  { ...NO_RULES, blocked: ['1'] },
];

/** Something that happens to a session, or is asked of it. */
export const step = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom('add', 'add', 'ask', 'add as next', ...LISTS),
  },
  { weight: 2, arbitrary: fc.constantFrom('answer', 'answer', 'refuse' as const) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('skip', 'skip', 'skip to third', 'pause', 'pause', 'resume', 'resume', 'stop' as const),
  },
  { weight: 7, arbitrary: fc.constantFrom(...COMMANDS) },
  { weight: 2, arbitrary: fc.constantFrom('join', 'join', 'lose voice', 'lose voice for now' as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'open slowly',
      'go on',
      'fail to open',
      'open at the second try',
      'look up slowly' as const,
    ),
  },
  { weight: 3, arbitrary: fc.constant('stream dies' as const) },
  { weight: 2, arbitrary: fc.record({ seek: fc.constantFrom(0, 200, 5_000, 23_000) }) },
  { weight: 2, arbitrary: fc.record({ volume: fc.constantFrom(50, 100, 100) }) },
  { weight: 8, arbitrary: fc.record({ play: fc.constantFrom(1, 10, 60, 300) }) },
  { weight: 2, arbitrary: fc.record({ crossfade: fc.constantFrom(0, ...CROSSFADES_MS) }) },
  { weight: 2, arbitrary: fc.constantFrom('autoplay on', 'autoplay on', 'autoplay off' as const) },
  { weight: 2, arbitrary: fc.constantFrom('all go', 'one comes', 'one comes' as const) },
  { weight: 2, arbitrary: fc.record({ rules: fc.constantFrom(NO_RULES, NO_RULES, ...RULES) }) },
  { weight: 1, arbitrary: fc.record({ advance: fc.constantFrom(100, 2_000, 40_000) }) },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Who asks for a track. */
export function listenerOf({ id }: Pick<Track, 'id'>): string {
  return ['ada', 'bob', 'cleo'][Number(id) % 3] ?? '';
}
