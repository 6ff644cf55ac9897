import { type Clock, parseReferenceKey, TonearmError } from '@tonearm/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { beginsOgg, oggFront } from '../src/ogg-front.js';
import { expiryOf } from '../src/expiry.js';
import { soundCloudSource } from '../src/index.js';
import { clientIdInPage, clientIdInScript, scriptsOf } from '../src/read-page.js';
import { readTrack } from '../src/read-track.js';
import { trackPlace } from '../src/place.js';
import { offerOf } from '../src/transcodings.js';
import { anOpenContext, aSourceContext, FIRST_ID, policy, QuickClock, soundOf } from './a-soundcloud.js';
import { aRawSet, aRawTrack, aRawUser, aStub } from './raw-answers.js';

const SITE = new URL('https://soundcloud.com');
const RUNS = 200;
/** Far above what any takes; a reader that goes wrong takes minutes. */
const LONGEST_MS = 1_000;

const ANYTHING = fc.oneof(
  fc.constantFrom(null, true, -1, 0, 1.5, 2 ** 53, '', 'x'.repeat(5_000), '\u202e@everyone', [], {}, [[[]]]),
  fc.jsonValue(),
);

/** An answer with parts of it exchanged for anything, left out, or doubled. */
function damaged(sample: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(sample);
  return fc
    .array(fc.tuple(fc.constantFrom(...places), fc.constantFrom('exchange', 'drop', 'double'), ANYTHING), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) => {
      const copy: unknown = structuredClone(sample);
      for (const [place, how, value] of changes) change(copy, place, how, value);
      return copy;
    });
}

function placesIn(value: unknown, place: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [place];
  const inside = Object.entries(value).flatMap(([name, part]) => placesIn(part, [...place, name]));
  return place.length === 0 ? inside : [place, ...inside];
}

function change(value: unknown, [name = '', ...rest]: readonly string[], how: string, other: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Record<string, unknown>; // What is neither a list nor an object has been left above.
  if (rest.length > 0) return change(holder[name], rest, how, other);
  if (how === 'drop') Reflect.deleteProperty(holder, name);
  else if (how === 'double') holder[name] = [holder[name], holder[name]];
  else holder[name] = other;
}

describe('readTrack', () => {
  it('describes tracks in full, or not at all, whatever came', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(aRawTrack()), ANYTHING), (raw) => {
        const track = readTrack(raw);
        if (track === undefined) return;
        expect(JSON.parse(JSON.stringify(track))).to.deep.equal(track);
        expect(trackPlace(track.id), track.id).to.not.equal(undefined);
        expect(parseReferenceKey(`soundcloud:track:${track.id}`)).to.not.equal(undefined);
        expect(track.title.length).to.be.within(1, 300);
        expect(track.durationMs).to.be.at.least(1_000);
        expect(track.url).to.match(/^(?:https?:\/\/(?:[\w-]+\.)*soundcloud\.com\/.*)?$/);
        expect(track.artworkUrl ?? 'https://').to.match(/^https:/);
        expect(`${track.title}${track.author}${track.album ?? ''}`).not.to.match(/[\p{Cc}\u202a-\u202e]/u);
      }),
      { numRuns: RUNS },
    );
  });

  it('knows no track in a user, a set, or a stub', () => {
    expect([aRawUser(), aRawSet([]), aStub(5), null].map((raw) => readTrack(raw))).to.deep.equal(
      Array(4).fill(undefined),
    );
  });
});

describe('offerOf', () => {
  it('offers only what is plain and whole, or says why not', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(aRawTrack()), ANYTHING), fc.nat(), (raw, positionMs) => {
        try {
          for (const { url, protocol } of offerOf(raw, undefined, positionMs).transcodings) {
            expect(['hls', 'progressive']).to.contain(protocol);
            expect(url).to.be.a('string');
          }
        } catch (error) {
          expect(error).to.be.instanceOf(TonearmError);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the client id in pages and scripts', () => {
  const page = `<script>window.__sc_hydration = [{"hydratable":"apiClient","data":{"id":"${FIRST_ID}"}}];</script><script src="/a.js"></script>`;

  it('is no other id, and nothing that is only like one', () => {
    expect(clientIdInPage(page)).to.equal(FIRST_ID);
    expect(clientIdInPage(page.replace('apiClient', 'user'))).to.equal(undefined);
    expect(clientIdInPage(page.replace(FIRST_ID, `${FIRST_ID}&x=`))).to.equal(undefined);
    expect(clientIdInScript(`{google_client_id:"${FIRST_ID}"}`)).to.equal(undefined);
    expect(clientIdInScript(`{a:1,client_id:"${FIRST_ID}"}`)).to.equal(FIRST_ID);
  });

  it('is looked for in anything without an end to it', () => {
    const cut = fc.tuple(
      fc.nat(page.length),
      fc.nat(page.length),
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 1, max: 300 }),
    );
    fc.assert(
      fc.property(cut, ([from, until, other, times]) => {
        const text = page.slice(0, from) + other + page.slice(Math.min(from, until), until).repeat(times);
        const startedMs = performance.now();
        clientIdInPage(text);
        clientIdInScript(text);
        scriptsOf(text, SITE);
        expect(performance.now() - startedMs).to.be.below(LONGEST_MS);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('expiryOf', () => {
  it('reads what stands in an address, and nothing that makes no sense', () => {
    const at = (query: string) => expiryOf(new URL(`https://cf-media.sndcdn.com/x?${query}`));
    expect(at(`Policy=${policy(1_771_636_423)}`)).to.equal(1_771_636_423_000);
    expect(at('expires=1771636423')).to.equal(1_771_636_423_000);
    expect(
      ['', 'expires=', 'expires=-1', 'expires=9e99', 'expires=999999999999', 'Policy=x', 'Policy='].map(at),
    ).to.deep.equal(Array(7).fill(undefined));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void at(`Policy=${encodeURIComponent(text)}`)));
  });
});

describe('oggFront', () => {
  const { whole, pieces } = soundOf('opus_0_0', 30);
  const inChunks = async function* (bytes: Buffer, size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };

  it('is the head and the comments, however they come', async () => {
    for (const size of [1, 7, 4_096, whole.length]) {
      const front = await oggFront(inChunks(whole.subarray(0, 20_000), size));
      expect(front && whole.indexOf(front)).to.equal(0);
      expect(front?.includes('OpusHead') && front.includes('OpusTags'), String(size)).to.equal(true);
      expect(front?.length).to.be.below(300);
    }
  });

  it('stands in the first piece only', async () => {
    expect(pieces.map(({ bytes }) => beginsOgg(bytes))).to.deep.equal([true, false, false]);
    expect(await oggFront(inChunks(pieces[1]?.bytes ?? Buffer.alloc(0), 4_096))).to.equal(undefined);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.nat(200), async (other, at) => {
        const bytes = Buffer.concat([whole.subarray(0, at), other]);
        beginsOgg(bytes);
        await oggFront(inChunks(bytes, 10));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('SoundCloudSource, whatever SoundCloud answers,', () => {
  const page = `<script>window.__sc_hydration = [{"hydratable":"apiClient","data":{"id":"${FIRST_ID}"}}];</script>`;
  const next = 'https://api-v2.soundcloud.com/users/4000000001/tracks?offset=1';
  const collection = { collection: [aRawTrack(), { track: aRawTrack() }], next_href: next };
  const samples = [
    aRawTrack(),
    aRawSet([aRawTrack(), aStub(5)]),
    aRawUser(),
    collection,
    { url: 'https://cf-media.sndcdn.com/x' },
    [aRawTrack()],
  ];
  const links = ['x/y', 'x/sets/y', 'x', 'x/likes'].map((path) => new URL(`https://soundcloud.com/${path}`));

  it('gives answers or typed errors, and ends', async () => {
    const answers = fc.array(fc.oneof(...samples.map(damaged), ...samples.map((one) => fc.constant(one)), ANYTHING), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(answers, fc.constantFrom(...links), async (bodies, link) => {
        let asked = 0;
        const fetch = async (url: URL) => {
          if (url.hostname === 'soundcloud.com') return new Response(page);
          asked += 1;
          return new Response(JSON.stringify(bodies[asked % bodies.length]));
        };
        const clock: Clock = new QuickClock();
        const source = soundCloudSource(clock, { fetch });
        const settled = (work: Promise<unknown>) =>
          work.catch((error: unknown) => expect(error).to.be.instanceOf(TonearmError));
        const identified = source.identify({ kind: 'url', url: link });
        if (identified) await settled(source.resolve(identified.reference, aSourceContext()));
        await settled(source.resolve({ source: 'soundcloud', kind: 'search', id: 'x' }, aSourceContext()));
        await settled(source.suggest('x', aSourceContext()));
        const track = readTrack(aRawTrack());
        if (track) await settled(source.related(track, aSourceContext()));
        if (track) await settled(source.open(track, anOpenContext()).then(({ readable }) => readable.destroy()));
        expect(asked).to.be.below(100);
      }),
      { numRuns: 100 },
    );
  });
});
