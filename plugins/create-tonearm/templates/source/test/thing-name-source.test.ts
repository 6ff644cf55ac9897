import { SystemClock } from '@tonearm/core';
import { anOggOpus, itBehavesLikeASource, MediaStandIn } from '@tonearm/core/testing';
import { expect } from 'chai';
import { ThingNameSource } from '../src/index.js';

const SEVEN = { id: '7', title: 'Seven', artist: 'The Tonearms', seconds: 3 };

const link = (path: string) => ({ kind: 'url', url: new URL(path, 'https://thing-name.example') }) as const;

describe('ThingNameSource', () => {
  /** A server on this machine, which the source takes for its service. */
  let service: MediaStandIn;
  before(async () => {
    service = await MediaStandIn.listen();
    const json = (value: unknown) => ({ body: JSON.stringify(value), type: 'application/json' });
    service.serve('/api/pieces/7', json(SEVEN));
    service.serve('/api/pieces/8', json(null));
    service.serve('/api/search', ({ query }) => json(query.get('words') === 'number seven' ? [SEVEN] : []));
    service.serve('/sound/7.ogg', { body: anOggOpus(3), type: 'audio/ogg' });
  });
  after(() => service.close());

  itBehavesLikeASource(
    () => new ThingNameSource(new SystemClock(), service.fetch),
    () => ({
      track: [link('/pieces/7'), link('/pieces/7/'), link('/pieces/7?from=a-friend')],
      search: { kind: 'search', text: 'Number Seven' },
      missing: link('/pieces/8'),
      foreign: [link('/about'), { kind: 'url', url: new URL('https://music.example/pieces/7') }],
      network: service,
    }),
  );

  it('finds pieces by their words, however they are written', async () => {
    const source = new ThingNameSource(new SystemClock(), service.fetch);
    const found = source.identify({ kind: 'search', text: '  Number   SEVEN ' });
    expect(found?.reference).to.deep.equal({ source: 'thing-name', kind: 'search', id: 'number seven' });
    const context = { signal: new AbortController().signal, report: () => {} };
    const answer = await source.resolve({ source: 'thing-name', kind: 'search', id: 'number seven' }, context);
    expect(answer).to.have.nested.property('tracks[0].id', '7');
  });
});
