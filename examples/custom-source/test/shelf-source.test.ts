import { SystemClock } from '@tonearm/core';
import { anOggOpus, itBehavesLikeASource, MediaStandIn } from '@tonearm/core/testing';
import { ShelfSource } from '@tonearm/example-custom-source';

const link = (path: string) => ({ kind: 'url', url: new URL(path, 'https://shelf.example') }) as const;

describe('ShelfSource', () => {
  let media: MediaStandIn;
  before(async () => {
    media = await MediaStandIn.listen();
    media.serve('/api/7', { body: '{"title":"Seven","artist":"The Tonearms","seconds":3}', type: 'application/json' });
    media.serve('/api/8', { body: 'null', type: 'application/json' });
    media.serve('/sound/7', { body: anOggOpus(3), type: 'audio/ogg' });
  });
  after(() => media.close());

  itBehavesLikeASource(
    () => new ShelfSource(new SystemClock(), media.fetch),
    () => ({
      track: [link('/records/7'), link('/records/7/?from=chat')],
      foreign: [link('/about'), { kind: 'search', text: 'seven' }],
      missing: link('/records/8'),
      network: media,
    }),
  );
});
