import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalLink, startOf } from '../src/canonical-link.js';

const canonical = (link: string) => canonicalLink(new URL(link));

describe('canonicalLink', () => {
  it('is one for every spelling', () => {
    const spellings = [
      'https://radio.example/a%20song.mp3?id=7',
      'HTTPS://RADIO.EXAMPLE:443/a song.mp3?id=7',
      'https://radio.example./x/../a%20song.mp3?utm_source=chat&id=7&fbclid=1#t=90',
      'https://radio.example/a%20song.mp3?id=7&',
    ];
    expect(new Set(spellings.map(canonical))).to.deep.equal(new Set(['https://radio.example/a%20song.mp3?id=7']));
  });

  it('leaves what is signed as it was signed', () => {
    const link = 'https://cdn.discordapp.com/attachments/1/2/a.mp3?ex=6a&is=6b&hm=c%2B0';
    expect(canonical(link)).to.equal(link);
  });

  it('keeps no password, but that there was one', () => {
    expect(canonical('https://me:hunter2@radio.example/')).to.equal('https://credentials@radio.example/');
  });

  it('stays what it is when it is made canonical again', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (link) => {
        expect(canonical(canonical(link))).to.equal(canonical(link));
      }),
    );
  });
});

describe('startOf', () => {
  it('reads where a link says to start', () => {
    const at = (hash: string) => startOf(new URL(`https://radio.example/a.mp3${hash}`));
    expect(['#t=90', '#t=1:30', '#t=01:02:03', '#t=npt:10.5,20'].map(at)).to.deep.equal([
      90_000, 90_000, 3_723_000, 10_500,
    ]);
    expect(['', '#t=', '#t=-1', '#t=1:90:0', '#chapter'].map(at)).to.deep.equal(Array(5).fill(undefined));
  });
});
