import assert from 'node:assert/strict';
import { hasSound } from '../../sources/audio-source.js';
import type { Check } from '../conformance/check.js';
import { type Heard, soundsAlike } from './heard.js';
import { open, type SourceExam } from './source-exam.js';

/** How far beside the place that is told the sound may begin, in milliseconds: a packet, or a frame where those are longer. */
const PLACE_TOLERANCE_MS = 20;
/** How many frames of the sound are looked for. */
const LOOKED_FOR = 20;
/** Of sound that cannot be measured: how far the share of bytes may be from the share of time. */
const SHARE_TOLERANCE = 0.25;

/** Why nothing can be opened here. */
export const withoutSound = ({ source }: SourceExam) => (hasSound(source) ? undefined : 'it has no sound');

/** What `open` promises of the sound itself. */
export const SOUND_CHECKS: readonly Check<SourceExam>[] = [
  {
    id: 'sounds-from-the-start',
    title: 'opens a track, and sound comes, from the start',
    whyNot: withoutSound,
    run: async (exam) => {
      const { stream } = await open(exam.source, await exam.track());
      const [first] = await stream.readable.take(1).toArray();
      stream.readable.destroy();
      assert.ok(first?.length > 0, 'The stream ended without a byte.');
      assert.ok(stream.positionMs === 0, `Asked for the start, it begins at ${stream.positionMs} ms.`);
    },
  },
  {
    id: 'names-its-format',
    title: 'says truly how its bytes are packed',
    whyNot: withoutSound,
    run: async (exam) => {
      const { format, formatFault } = await exam.sound();
      assert.equal(formatFault, null, `It says ${format}. ${formatFault}`);
    },
  },
  {
    id: 'says-where-it-begins',
    title: 'begins at the place asked for, or says that it begins before it',
    whyNot: withoutSound,
    run: async (exam) => {
      const askedMs = await exam.middleMs();
      const { positionMs } = await soundFromTheMiddle(exam);
      assert.ok(positionMs >= 0 && positionMs <= askedMs, `Asked for ${askedMs} ms, it begins at ${positionMs} ms.`);
    },
  },
  {
    id: 'begins-where-it-says',
    title: 'begins where it says it does',
    remedy: 'a source that cannot begin in the middle begins at 0 and says positionMs: 0',
    whyNot: withoutSound,
    run: async (exam) => {
      const [whole, part] = [await exam.sound(), await soundFromTheMiddle(exam)];
      const askedMs = await exam.middleMs();
      // Another check tells of a place that cannot be.
      if (!(part.positionMs >= 0 && part.positionMs <= askedMs) || !whole.ended) return;
      assert.ok(part.bytes.length > 0, `From ${askedMs} ms on there is no sound at all.`);
      if (whole.frames && part.frames) return expectFramesAt(whole, part);
      const { durationMs } = await exam.track();
      if (durationMs !== null) expectShare(whole, part, durationMs);
    },
  },
  {
    id: 'opens-independently',
    title: 'opens a track twice at once, each stream for itself',
    whyNot: withoutSound,
    run: async (exam) => {
      const track = await exam.track();
      const whole = await exam.sound();
      const [one, other] = await Promise.all([open(exam.source, track), open(exam.source, track)]);
      one.abort();
      one.stream.readable.destroy();
      assert.ok(soundsAlike(await exam.listen(other.stream), whole), 'The end of one stream is heard in the other.');
    },
  },
];

function soundFromTheMiddle(exam: SourceExam): Promise<Heard> {
  return exam.once('middle', async () => {
    const positionMs = await exam.middleMs();
    const { stream } = await open(exam.source, await exam.track(), { positionMs });
    return exam.listen(stream);
  });
}

/** The first frames of the part are those of the whole at that place. */
function expectFramesAt(whole: Heard, part: Heard): void {
  const places = placesOf(whole);
  const wanted = (part.frames ?? []).slice(0, LOOKED_FOR);
  const found = places.filter(({ index }) =>
    wanted.every(({ data }, ahead) => whole.frames?.[index + ahead]?.data.equals(data)),
  );
  const toleranceMs = Math.max(PLACE_TOLERANCE_MS, part.frames?.[0]?.ms ?? 0);
  const isThere = found.some(({ atMs }) => Math.abs(atMs - part.positionMs) <= toleranceMs);
  const truth = found[0] ? `it is that of ${found[0].atMs} ms` : 'it is not in the track';
  assert.ok(isThere, `It says that its sound begins at ${part.positionMs} ms, but ${truth}.`);
}

function placesOf({ frames, positionMs }: Heard): readonly { readonly index: number; readonly atMs: number }[] {
  let atMs = positionMs;
  return (frames ?? []).map(({ ms }, index) => {
    const place = { index, atMs };
    atMs += ms;
    return place;
  });
}

/** What is left of the bytes is about what is left of the time. */
function expectShare(whole: Heard, part: Heard, durationMs: number): void {
  const bytes = part.bytes.length / whole.bytes.length;
  const time = 1 - part.positionMs / durationMs;
  const words = `From ${part.positionMs} ms on it has ${Math.round(bytes * 100)} % of the bytes, and ${Math.round(time * 100)} % of the time.`;
  assert.ok(Math.abs(bytes - time) <= SHARE_TOLERANCE, words);
}
