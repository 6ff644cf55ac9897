import { SourceUnavailableError, TonearmError } from '@tonearm/core';
import { expect } from 'chai';
import { aPage, aWeb, type Page } from './a-web.js';
import { deezerTrack, embedded, SPOTIFY_ID as ID, spotifyEntity } from './fixtures.js';

const DEEZER = 'https://api.deezer.com/track/11';
const failing = (page: Page, context = {}) =>
  aWeb({ [DEEZER]: page })
    .open('https://www.deezer.com/track/11', context)
    .then(() => undefined)
    .catch((error: unknown) => error);
const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}) =>
  () =>
    new Response('x', { status, headers });

describe('Questions to services', () => {
  for (const status of [404, 410]) {
    it(`take ${status} for nothing there`, async () => {
      const { open } = aWeb({ [DEEZER]: answering(status) });
      expect(await open('https://www.deezer.com/track/11')).to.deep.equal({ kind: 'empty' });
    });
  }

  for (const status of [400, 401, 403, 451]) {
    it(`take ${status} for an answer that no second try changes`, async () => {
      expect(await failing(answering(status))).to.include({ code: 'track-unavailable', retryable: false });
    });
  }

  for (const status of [408, 429, 500, 502, 503]) {
    it(`take ${status} for a fault that passes`, async () => {
      expect(await failing(answering(status))).to.include({ code: 'source-unavailable', retryable: true });
    });
  }

  it('wait as long as they are told, in seconds or until a date, and no longer than an hour', async () => {
    const told = async (after: string) =>
      (await failing(answering(429, { 'retry-after': after }))) as SourceUnavailableError;
    expect((await told('7')).retryAfterMs).to.equal(7_000);
    expect((await told('999999')).retryAfterMs).to.equal(3_600_000);
    expect((await told(new Date(5_000).toUTCString())).retryAfterMs).to.be.at.least(0);
    expect((await told('soon')).retryAfterMs).to.equal(null);
  });

  for (const [what, page] of [
    ['no JSON', '<html>'],
    ['JSON of another shape', '[]'],
    ['nothing', ''],
  ] as const) {
    it(`name an answer that is ${what} as one that cannot be read`, async () => {
      const error = await failing(page);
      expect(error).to.be.instanceOf(SourceUnavailableError).and.have.property('message').that.includes('cannot read');
    });
  }

  it('stop reading an answer that does not end', async () => {
    let sent = 0;
    let isCancelled = false;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            sent += 1;
            if (sent > 100) controller.error(new Error('It reads without an end.'));
            else controller.enqueue(new Uint8Array(500_000));
          },
          cancel: () => {
            isCancelled = true;
          },
        }),
      );
    expect(await failing(endless))
      .to.have.property('message')
      .that.includes('too large');
    expect(sent).to.be.below(20);
    expect(isCancelled).to.equal(true);
  });

  it('tell a service that cannot be reached, with the reason in the log alone', async () => {
    const cause = new Error('getaddrinfo ENOTFOUND');
    const error = await failing(() => Promise.reject(cause));
    expect(error).to.include({ retryable: true, cause });
    expect(error).to.have.property('message', 'deezer cannot be reached.');
  });

  it('end with the reason of who does not wait any more', async () => {
    const nobodyWaits = new Error('Nobody waits.');
    expect(await failing({}, { signal: AbortSignal.abort(nobodyWaits) })).to.equal(nobodyWaits);
    const abort = new AbortController();
    const waiting = failing(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      { signal: abort.signal },
    );
    abort.abort(nobodyWaits);
    expect(await waiting).to.equal(nobodyWaits);
  });

  it('go nowhere else: a redirect to another host, or without an end, is an answer that cannot be read', async () => {
    for (const location of ['http://169.254.169.254/latest', 'https://evil.example/', DEEZER, 'file:///etc/passwd']) {
      const web = aWeb({ [DEEZER]: answering(302, { location }) });
      const error = await web.open('https://www.deezer.com/track/11').catch((failure: unknown) => failure);
      expect(error, location).to.be.instanceOf(TonearmError);
      expect(new Set(web.asked), location).to.deep.equal(new Set([DEEZER]));
      expect(web.asked, location).to.have.length.at.most(4);
    }
  });

  it('never follow a redirect by themselves', async () => {
    const { open, seen } = aWeb({ [DEEZER]: deezerTrack(11) });
    await open('https://www.deezer.com/track/11');
    expect(seen.map(({ redirect }) => redirect)).to.deep.equal(['manual']);
  });
});

describe('Short links', () => {
  const embed = { [`https://open.spotify.com/embed/track/${ID}`]: aPage({ __NEXT_DATA__: embedded(spotifyEntity) }) };
  const target = `https://open.spotify.com/track/${ID}?si=1&_branch=2`;
  const canonical = { source: 'spotify', kind: 'track', id: ID };

  it('are taken for what they lead to, whatever is behind that', async () => {
    const { open, asked } = aWeb({ ...embed, 'https://spotify.link/aBc': answering(307, { location: target }) });
    const resolution = await open('https://spotify.link/aBc');
    expect(resolution).to.have.property('kind', 'track');
    expect(resolution.canonical).to.deep.equal(canonical);
    expect(asked).not.to.include(target);
  });

  it('are read off the page where they show one', async () => {
    const page = aPage({}, `<meta property="og:url" content="${target.replace('&', '&amp;')}">`);
    const { open } = aWeb({ ...embed, 'https://spotify.link/aBc': page });
    expect((await open('https://spotify.link/aBc')).canonical).to.deep.equal(canonical);
  });

  it('may lead to lists, and by way of others', async () => {
    const list = { name: 'Sunday Records', id: 13, title: 'Sunday Records' };
    const { open } = aWeb({
      'https://deezer.page.link/a': answering(302, { location: 'https://link.deezer.com/s/b' }),
      'https://link.deezer.com/s/b': answering(302, { location: 'https://www.deezer.com/playlist/13?x=1' }),
      'https://api.deezer.com/playlist/13': list,
      'https://api.deezer.com/playlist/13/tracks?index=0&limit=100': { data: [deezerTrack(1)], total: 1 },
    });
    const resolution = await open('https://deezer.page.link/a');
    expect(resolution).to.have.property('kind', 'playlist');
    expect(resolution.canonical).to.deep.equal({ source: 'deezer', kind: 'playlist', id: 'playlist/13' });
  });

  for (const location of [
    'https://evil.example/track/1',
    'http://127.0.0.1/track/1',
    'https://spotify.link/aBc',
    'https://www.deezer.com/track/1',
    'javascript:alert(1)',
    '',
  ]) {
    it(`that lead to ${location || 'nothing'} are refused, and nothing there is asked`, async () => {
      const { open, asked } = aWeb({ 'https://spotify.link/aBc': answering(302, { location }) });
      const error = await open('https://spotify.link/aBc').catch((failure: unknown) => failure);
      expect(error).to.include({ code: 'track-unavailable', retryable: false });
      expect(new Set(asked)).to.deep.equal(new Set(['https://spotify.link/aBc']));
      expect(asked).to.have.length.at.most(3);
    });
  }
});
