import { expect } from 'chai';
import { listKind } from '../src/ids.js';
import { listUrl, readLink, readTypedLink, uploadsOf, watchUrl } from '../src/links.js';

const VIDEO = 'dQw4w9WgXcQ';
const LIST = 'PLMC9KNkIncKtPzgY-5rmhvj7fax8fdxoj';
const CHANNEL = 'UCYJ61XIK64sp6ZFFS8sctxw';

describe('links of YouTube', () => {
  it('mean one video, however they are spelt', () => {
    const spellings = [
      `https://www.youtube.com/watch?v=${VIDEO}`,
      `http://youtube.com/watch?v=${VIDEO}&feature=share&si=abc`,
      `https://m.youtube.com/watch?app=desktop&v=${VIDEO}#x`,
      `https://music.youtube.com/watch?v=${VIDEO}&list=RDAMVM${VIDEO}`,
      `https://gaming.youtube.com/watch?v=${VIDEO}`,
      `https://www.youtubekids.com/watch?v=${VIDEO}`,
      `https://youtu.be/${VIDEO}`,
      `https://youtu.be/${VIDEO}?si=xyz&list=${LIST}`,
      `https://www.youtube.com/shorts/${VIDEO}?feature=share`,
      `https://www.youtube.com/live/${VIDEO}`,
      `https://www.youtube.com/embed/${VIDEO}?autoplay=1`,
      `https://www.youtube-nocookie.com/embed/${VIDEO}`,
      `https://www.youtube.com/v/${VIDEO}`,
      `https://www.youtube.com/e/${VIDEO}`,
      `https://www.youtube.com/watch/${VIDEO}`,
      `https://www.youtube.com./watch?v=${VIDEO}`,
      `https://WWW.YOUTUBE.COM/watch?v=${VIDEO}&list=${LIST}&index=3`,
      `https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3D${VIDEO}%26feature%3Dshare`,
      `https://www.youtube.com/oembed?url=https%3A%2F%2Fyoutu.be%2F${VIDEO}&format=json`,
    ];
    for (const link of spellings) expect(meaning(link), link).to.deep.equal(['track', VIDEO]);
    expect(meaning(watchUrl(VIDEO))).to.deep.equal(['track', VIDEO]);
  });

  it('mean one list, however they are spelt, unless they name one of its videos', () => {
    const spellings = [
      `https://www.youtube.com/playlist?list=${LIST}`,
      `https://m.youtube.com/playlist?list=${LIST}&si=x`,
      `https://music.youtube.com/playlist?list=${LIST}`,
      `https://music.youtube.com/browse/VL${LIST}`,
      `https://www.youtube.com/watch?list=${LIST}`,
      `https://www.youtube.com/embed/videoseries?list=${LIST}`,
      `https://www.youtube.com/playlist?list=VL${LIST}`,
      `https://youtu.be/?list=${LIST}`,
    ];
    for (const link of spellings) expect(meaning(link), link).to.deep.equal(['playlist', LIST]);
    expect(meaning(listUrl(LIST))).to.deep.equal(['playlist', LIST]);
  });

  it('lead to what a channel has uploaded', () => {
    const uploads = uploadsOf(CHANNEL) ?? '';
    expect(uploads).to.equal('UUYJ61XIK64sp6ZFFS8sctxw');
    expect(meaning(`https://www.youtube.com/channel/${CHANNEL}/videos`)).to.deep.equal(['playlist', uploads]);
    expect(meaning(`https://music.youtube.com/channel/${CHANNEL}`)).to.deep.equal(['playlist', uploads]);
    expect(meaning('https://www.youtube.com/@Gronkh/featured')).to.deep.equal(['playlist', '@gronkh']);
    expect(meaning('https://www.youtube.com/@gronkh')).to.deep.equal(['playlist', '@gronkh']);
    expect(meaning('https://www.youtube.com/c/SomeName')).to.deep.equal(['playlist', 'c/somename']);
    expect(meaning('https://www.youtube.com/user/SomeName')).to.deep.equal(['playlist', 'user/somename']);
    expect(meaning('https://www.youtube.com/@%E6%97%A5%E6%9C%AC')).to.deep.equal(['playlist', '@日本']);
    expect(meaning(listUrl('@日本'))).to.deep.equal(['playlist', '@日本']);
    expect(meaning(listUrl('c/somename'))).to.deep.equal(['playlist', 'c/somename']);
  });

  it('say where to start, in every way of writing a time', () => {
    const times: readonly (readonly [string, number | undefined])[] = [
      ['?t=90', 90],
      ['?t=90s', 90],
      ['?t=1m30s', 90],
      ['?t=1m30', 90],
      ['?t=1h2m3s', 3723],
      ['?t=2h', 7200],
      ['?t=1:30', 90],
      ['?t=1:02:03', 3723],
      ['#t=90', 90],
      ['#t=1m', 60],
      ['?start=90', 90],
      ['?time_continue=90', 90],
      ['?t=0', undefined],
      ['?t=soon', undefined],
      ['?t=-5', undefined],
      ['?t=', undefined],
      ['', undefined],
    ];
    for (const [tail, seconds] of times) {
      const found = readLink(new URL(`https://youtu.be/${VIDEO}${tail}`));
      expect(found?.startMs, tail).to.equal(seconds === undefined ? undefined : seconds * 1000);
    }
    expect(readLink(new URL(`https://www.youtube.com/watch?v=${VIDEO}&t=75s`))?.startMs).to.equal(75_000);
  });

  it('mean nothing where nothing can be played, or where they are somebody else’s', () => {
    const others = [
      'https://www.youtube.com/',
      'https://www.youtube.com/feed/trending',
      'https://www.youtube.com/watch?v=short',
      'https://www.youtube.com/watch?v=toolongtobeone1',
      'https://www.youtube.com/results?search_query=x',
      'https://www.youtube.com/@',
      'https://www.youtube.com/@%',
      'https://www.youtube.com/playlist?list=../../x',
      'https://www.youtube.com/attribution_link?u=https%3A%2F%2Fevil.example%2Fwatch%3Fv%3DdQw4w9WgXcQ',
      'https://www.youtube.com/attribution_link?u=/attribution_link?u=/attribution_link',
      'https://youtu.be/',
      `https://notyoutube.com/watch?v=${VIDEO}`,
      `https://www.youtube.com.evil.example/watch?v=${VIDEO}`,
      `https://soundcloud.com/watch?v=${VIDEO}`,
    ];
    for (const link of others) expect(readLink(new URL(link)), link).to.equal(undefined);
  });

  it('are known without their scheme, and words are not', () => {
    expect(readTypedLink(`youtu.be/${VIDEO}?t=5`)).to.deep.include({ startMs: 5_000 });
    expect(readTypedLink(`www.youtube.com/watch?v=${VIDEO}`)?.reference.id).to.equal(VIDEO);
    expect(readTypedLink(`https://music.youtube.com/playlist?list=${LIST}`)?.reference.id).to.equal(LIST);
    for (const words of ['youtube', 'youtube.com is down', VIDEO, 'youtu.be/', 'x youtu.be/y']) {
      expect(readTypedLink(words), words).to.equal(undefined);
    }
  });

  it('tell how a list is asked for', () => {
    expect(listKind(LIST)).to.deep.equal({ kind: 'playlist' });
    expect(listKind('RDCLAK5uy_kmPRjHDECIcuVwnKsx2Ng7fyNgFKWNJFs')).to.deep.equal({ kind: 'playlist' });
    expect(listKind(`RD${VIDEO}`)).to.deep.equal({ kind: 'mix', seed: VIDEO });
    expect(listKind(`RDAMVM${VIDEO}`)).to.deep.equal({ kind: 'mix', seed: VIDEO });
    expect(listKind('RDEMabcdefghijklmnopqrst')).to.deep.equal({ kind: 'mix' });
    expect(listKind('MPREb_abcdefghijk')).to.deep.equal({ kind: 'album' });
    expect(meaning(listUrl('MPREb_abcdefghijk'))).to.deep.equal(['playlist', 'MPREb_abcdefghijk']);
    expect(listKind('@gronkh')).to.deep.equal({ kind: 'channel' });
    expect(listKind('c/somename')).to.deep.equal({ kind: 'channel' });
  });
});

function meaning(link: string): readonly string[] {
  const found = readLink(new URL(link))?.reference;
  expect(found?.source, link).to.equal('youtube');
  return [found?.kind ?? '', found?.id ?? ''];
}
