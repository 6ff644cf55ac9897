import { itBehavesLikeASource } from '@tonearm/core/testing';
import { expect } from 'chai';
import { ThingNameSource } from '../src/index.js';

const link = (href: string) => ({ kind: 'url', url: new URL(href) }) as const;

describe('ThingNameSource', () => {
  itBehavesLikeASource(() => new ThingNameSource(), {
    track: [
      link('https://thing-name.example/pieces/a4'),
      link('https://thing-name.example/pieces/a4/'),
      link('https://thing-name.example/pieces/a4?from=a-friend'),
    ],
    missing: link('https://thing-name.example/pieces/nothing'),
    foreign: [link('https://music.example/pieces/a4'), link('https://thing-name.example/about')],
  });

  it('finds pieces by their words, however they are written', async () => {
    const source = new ThingNameSource();
    const found = source.identify({ kind: 'search', text: '  Concert   PITCH ' });
    expect(found?.reference).to.deep.equal({ source: 'thing-name', kind: 'search', id: 'concert pitch' });
    const context = { signal: new AbortController().signal, report: () => {} };
    const answer = await source.resolve({ source: 'thing-name', kind: 'search', id: 'concert pitch' }, context);
    expect(answer).to.have.nested.property('tracks[0].id', 'a4');
  });
});
