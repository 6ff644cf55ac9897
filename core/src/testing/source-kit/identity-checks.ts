import assert from 'node:assert/strict';
import { type Query, referenceKey } from '../../model/query.js';
import { SystemClock } from '../../runtime/clock.js';
import type { Check } from '../conformance/check.js';
import { describeQuery, identified, type SourceExam } from './source-exam.js';
import type { SourceSamples } from './source-samples.js';

/** In so many turns of the event loop a request arrives, however long they take on a busy machine. */
const ARRIVAL_TURNS = 25;

/** What `identify` promises. */
export const IDENTITY_CHECKS: readonly Check<SourceExam>[] = [
  {
    id: 'has-a-name',
    title: 'has a name in lower case that a reference can carry',
    run: ({ source }) => assert.match(source.name, /^[a-z][a-z0-9-]*$/),
  },
  {
    id: 'one-key-for-all-spellings',
    title: 'knows every spelling of a track as the same thing, under its own name',
    remedy: 'make the id of a reference of what the service itself calls it, never of the link',
    run: ({ source, samples }) => {
      const references = samples.track.map((query) => identified(source, query).reference);
      const keys = [...new Set(references.map(referenceKey))];
      assert.equal(keys.length, 1, `Spellings of one track have ${keys.length} keys: ${keys.join(', ')}`);
      const named = references[0]?.source;
      assert.ok(named === source.name, `The reference names “${named}” as its source; this one is “${source.name}”.`);
    },
  },
  {
    id: 'identifies-purely',
    title: 'identifies at once and alike each time, without touching the query or the network',
    remedy: 'identify reads the query alone; what has to be asked for is asked for in resolve',
    run: async ({ source, samples }) => {
      const asked = samples.network?.requests.length;
      for (const query of queriesOf(samples)) {
        const before = describeQuery(query);
        const [first, second] = [source.identify(query), source.identify(query)];
        assert.ok(!(first instanceof Promise), `It is not told at once what ${before} is.`);
        assert.deepEqual(first, second, `${before} is something else when asked again.`);
        assert.equal(describeQuery(query), before, `${before} was changed.`);
      }
      const { network } = samples;
      if (!network) return;
      const clock = new SystemClock();
      const hasAsked = () => network.requests.length !== asked;
      for (let turn = 0; turn < ARRIVAL_TURNS && !hasAsked(); turn++) await clock.sleep(2);
      assert.ok(!hasAsked(), 'It asked the network.');
    },
  },
  {
    id: 'leaves-what-is-foreign',
    title: 'leaves what belongs to others to them',
    run: ({ source, samples }) => {
      for (const query of samples.foreign) {
        assert.equal(source.identify(query), undefined, `It takes ${describeQuery(query)}.`);
      }
    },
  },
  {
    id: 'starts-in-milliseconds',
    title: 'tells in milliseconds where a link wants to start, apart from the key',
    whyNot: ({ samples }) => (samples.timed ? undefined : 'there is no link with a time in the samples'),
    run: ({ source, samples: { timed } }) => {
      if (!timed) return;
      const { startMs } = identified(source, timed.query);
      assert.ok(startMs === timed.startMs, `Its startMs is ${String(startMs)}, not ${timed.startMs}.`);
    },
  },
];

/** Every query of the samples, whatever else it is for. */
export function queriesOf(samples: SourceSamples): readonly Query[] {
  const { track, foreign, missing, unplayable, live, timed, playlist, longPlaylist, search } = samples;
  const more = [missing, unplayable, live, timed?.query, playlist?.query, longPlaylist?.query, search];
  return [...track, ...foreign, ...more.filter((query) => query !== undefined)];
}
