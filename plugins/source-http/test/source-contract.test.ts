import { itBehavesLikeASource } from '@tonearm/core/testing';
import { anOpusFile } from './audio-fixtures.js';
import { aWeb, type Web } from './a-web.js';

describe('HttpSource, as every source', () => {
  let web: Web;
  // Links are made before the web is there: its name is led to it.
  const url = (path: string) => ({ kind: 'url', url: new URL(path, 'http://music.example') }) as const;
  before(async () => {
    web = await aWeb({ allow: ['music.example'], findAddresses: async () => [{ address: '127.0.0.1', family: 4 }] });
    web.put('/a%20song.opus', anOpusFile(3, { TITLE: 'A song' }));
  });
  after(() => web.close());

  itBehavesLikeASource(() => throughPort(web), {
    track: [url('/a song.opus'), url('/a%20song.opus#t=1'), url('/x/../a%20song.opus?utm_source=chat')],
    missing: url('/missing.opus'),
    foreign: [
      { kind: 'search', text: 'a song' },
      { kind: 'search', source: 'local', text: 'http://music.example/a.opus' },
    ],
  });
});

/** The source, for links that cannot name the port yet. */
function throughPort({ source, port }: Web): Web['source'] {
  const identify = source.identify.bind(source);
  source.identify = (query) => {
    if (query.kind !== 'url') return identify(query);
    const url = new URL(query.url);
    url.port = String(port);
    return identify({ kind: 'url', url });
  };
  return source;
}
