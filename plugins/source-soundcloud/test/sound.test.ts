import { buffer } from 'node:stream/consumers';
import {
  type AudioStream,
  opusPackets,
  SourceUnavailableError,
  type Track,
  TrackUnavailableError,
} from '@tonearm/core';
import { anOggOpus, type MediaFault } from '@tonearm/core/testing';
import { expect } from 'chai';
import { UnplayableTrackError } from '../src/index.js';
import { SoundCloudStandIn, soundOf } from './a-soundcloud.js';
import { aTranscoding, type RawTrackOptions } from './raw-answers.js';

const LINK = 'https://soundcloud.com/harbour-lights/slow-tide';
const ID = 2_987_654_321;
const SECONDS = 30;
const PROGRESSIVE = `/${ID}.mp3_1_0`;
/** Frames as the stand-in has them. */
const MP3_FRAME_BYTES = 208;
const MP3_FRAME_MS = 1_152 / 44.1;

describe('the sound of SoundCloud', () => {
  let cloud: SoundCloudStandIn;
  beforeEach(async () => {
    cloud = await SoundCloudStandIn.listen();
  });
  afterEach(async () => {
    await cloud.standIn.whenQuiet();
    await cloud.close();
  });

  const track = async (options: RawTrackOptions = {}): Promise<Track> => {
    cloud.add({ seconds: SECONDS, ...options });
    return cloud.track(LINK);
  };
  const opened = async (options: RawTrackOptions, positionMs = 0) => cloud.open(await track(options), { positionMs });
  const heard = async (options: RawTrackOptions, positionMs = 0) =>
    buffer((await opened(options, positionMs)).readable).catch((error: unknown) => error);
  const failure = (options: RawTrackOptions) => opened(options).then(close, (error: unknown) => error);
  const close = ({ readable, ...rest }: AudioStream) => {
    readable.destroy();
    return rest;
  };
  const mediaAsked = () => cloud.asked('/media/').map((path) => path.split('/').slice(-3).join(' '));

  describe('is chosen by name, never by place:', () => {
    for (const [what, ways, expected] of [
      ['Opus, which passes through, of all there is', undefined, 'opus_0_0 stream hls'],
      [
        'MP3 in one piece, else',
        ['ctr-encrypted-hls aac_160k', 'hls mp3_1_0', 'progressive mp3_1_0'],
        'mp3_1_0 stream progressive',
      ],
      ['MP3 in pieces, else', ['hls aac_160k', 'hls mp3_1_0'], 'mp3_1_0 stream hls'],
      ['AAC', ['cbc-encrypted-hls aac_160k', 'hls aac_160k'], 'aac_160k stream hls'],
    ] as const) {
      it(what, async () => {
        const { format } = close(await opened(ways ? { ways } : {}));
        expect(mediaAsked()).to.deep.equal([expected]);
        expect(format).to.equal(expected.startsWith('opus') ? 'ogg/opus' : 'arbitrary');
      });
    }

    it('in pieces for a start in the middle', async () => {
      close(await opened({ ways: ['progressive mp3_1_0', 'hls mp3_1_0'] }, 12_000));
      expect(mediaAsked()).to.deep.equal(['mp3_1_0 stream hls']);
    });
  });

  describe('comes whole,', () => {
    for (const [way, preset] of [
      ['progressive mp3_1_0', 'mp3_1_0'],
      ['hls mp3_1_0', 'mp3_1_0'],
      ['hls aac_160k', 'aac_160k'],
      ['hls opus_0_0', 'opus_0_0'],
    ] as const) {
      it(`by ${way}, with when its address expires`, async () => {
        const stream = await opened({ ways: [way] });
        expect(stream).to.include({ positionMs: 0, expiresAtMs: 1_800_000_000_000 });
        expect((await buffer(stream.readable)).equals(soundOf(preset, SECONDS).whole)).to.equal(true);
      });
    }

    it('after two questions, of which only the first is for the track', async () => {
      close(await opened({}));
      expect(cloud.asked('api-v2').map((path) => path.split('/')[1])).to.deep.equal(['resolve', 'media']);
    });

    it('and begins at the piece of the position, where there are pieces', async () => {
      const { pieces } = soundOf('mp3_1_0', SECONDS);
      const stream = await opened({ ways: ['hls mp3_1_0'] }, 25_000);
      expect(stream.positionMs).to.be.closeTo(20_000, 30);
      expect((await buffer(stream.readable)).equals(pieces[2]?.bytes ?? Buffer.alloc(0))).to.equal(true);
    });

    it('near the position, frame by frame, where there are none but it is MP3', async () => {
      const { whole } = soundOf('mp3_1_0', SECONDS);
      const stream = await opened({ ways: ['progressive mp3_1_0'] }, 25_000);
      const bytes = await buffer(stream.readable);
      expect(stream.positionMs).to.be.within(24_700, 25_000);
      expect(whole.indexOf(bytes) / MP3_FRAME_BYTES).to.be.closeTo(stream.positionMs / MP3_FRAME_MS, 0.001);
      expect(cloud.asked('sndcdn').length, 'its head and the rest').to.equal(2);
    });

    it('near the position also behind a lost connection and at a new address, each byte once', async () => {
      const found = await track({ ways: ['progressive mp3_1_0'] });
      cloud.standIn.failNext(PROGRESSIVE, { kind: 'slow-start', delayMs: 0 }, { kind: 'truncate', afterBytes: 20_000 });
      const { readable } = await cloud.open(found, { positionMs: 20_000 });
      const chunks: Buffer[] = [];
      for await (const chunk of readable) {
        if (chunks.length === 0) cloud.expireAddresses();
        chunks.push(chunk);
      }
      const bytes = Buffer.concat(chunks);
      const { whole } = soundOf('mp3_1_0', SECONDS);
      expect(whole.subarray(whole.length - bytes.length).equals(bytes)).to.equal(true);
      expect(bytes.length).to.be.below(whole.length / 2);
      expect(mediaAsked().length).to.equal(2);
    });

    it('at its start where there are none and nothing tells where the position is', async () => {
      cloud.standIn.failAlways(PROGRESSIVE, { kind: 'no-ranges' });
      const stream = await opened({ ways: ['progressive mp3_1_0'] }, 25_000);
      expect(stream.positionMs).to.equal(0);
      expect((await buffer(stream.readable)).equals(soundOf('mp3_1_0', SECONDS).whole)).to.equal(true);
      expect(close(await opened({ ways: ['progressive aac_160k'] }, 25_000))).to.include({ positionMs: 0 });
    });

    it('and as Opus from the middle on it can be read, packet for packet', async () => {
      const stream = await opened({ ways: ['hls opus_0_0'] }, 25_000);
      expect(stream.positionMs).to.be.within(15_000, 25_000);
      const numbers: number[] = [];
      for await (const { data } of opusPackets(stream, { signal: new AbortController().signal })) {
        numbers.push(((data[3] ?? 0) << 8) | (data[4] ?? 0));
      }
      const first = (SECONDS * 1_000) / 20 - numbers.length;
      expect(numbers[0]).to.be.within(stream.positionMs / 20 - 50, stream.positionMs / 20 + 50);
      expect(numbers).to.deep.equal(numbers.map((_, at) => first + at));
    });
  });

  it('has no front before pieces of Opus that have one of their own', async () => {
    const piece = anOggOpus(5);
    const found = await track({ ways: ['hls opus_0_0'] });
    for (const at of [1, 2]) cloud.standIn.serve(`/${ID}.opus_0_0/${at}`, { body: piece });
    const { readable } = await cloud.open(found, { positionMs: 25_000 });
    expect((await buffer(readable)).equals(piece)).to.equal(true);
  });

  describe('goes on', () => {
    const ways = { progressive: ['progressive mp3_1_0'], hls: ['hls mp3_1_0'], 'hls opus': ['hls opus_0_0'] };
    const path = { progressive: `/${ID}.mp3_1_0`, hls: `/${ID}.mp3_1_0/1`, 'hls opus': `/${ID}.opus_0_0/1` };
    const faults: readonly MediaFault[] = [
      { kind: 'truncate', afterBytes: 40_000 },
      { kind: 'reset', afterBytes: 40_000 },
      { kind: 'status', status: 503 },
    ];
    for (const how of ['progressive', 'hls', 'hls opus'] as const) {
      for (const fault of faults) {
        it(`by ${how} after ${JSON.stringify(fault)}, and gives each byte once`, async () => {
          const found = await track({ ways: ways[how] });
          // A 503 would already meet the one who opens a file in one piece.
          const isFirst = how === 'progressive' && fault.kind === 'status';
          if (!isFirst) cloud.standIn.failNext(path[how], fault);
          else cloud.standIn.failNext(path[how], { kind: 'truncate', afterBytes: 40_000 }, fault);
          const { readable } = await cloud.open(found);
          const { whole } = soundOf(how === 'hls opus' ? 'opus_0_0' : 'mp3_1_0', SECONDS);
          expect((await buffer(readable)).equals(whole)).to.equal(true);
        });
      }
    }

    for (const how of ['progressive', 'hls'] as const) {
      it(`by ${how} at a new address, when the old one has expired in the middle`, async () => {
        const found = await track({ ways: ways[how] });
        if (how === 'progressive') cloud.standIn.failNext(path.progressive, { kind: 'truncate', afterBytes: 40_000 });
        const { readable } = await cloud.open(found);
        const chunks: Buffer[] = [];
        for await (const chunk of readable) {
          if (chunks.length === 0) cloud.expireAddresses();
          chunks.push(chunk);
        }
        expect(Buffer.concat(chunks).equals(soundOf('mp3_1_0', SECONDS).whole)).to.equal(true);
        expect(mediaAsked().length).to.equal(2);
      });
    }

    it('at once with a new address, when the first is refused already', async () => {
      cloud.standIn.failNext(path.progressive, { kind: 'status', status: 403 });
      const bytes = await heard({ ways: ways.progressive });
      expect(bytes instanceof Buffer && bytes.equals(soundOf('mp3_1_0', SECONDS).whole)).to.equal(true);
      expect(mediaAsked()).to.have.length(2);
    });

    it('another way, when one is not given away, is refused for good, or is no list', async () => {
      cloud.standIn.failAlways(`/media/soundcloud:tracks:${ID}/opus_0_0/stream/hls`, { kind: 'status', status: 404 });
      cloud.standIn.failAlways(path.progressive, { kind: 'status', status: 403 });
      cloud.standIn.failAlways(`/${ID}.mp3_1_0/playlist.m3u8`, {
        kind: 'other-content',
        type: 'text/html',
        body: '<html>',
      });
      const bytes = await heard({});
      expect(bytes instanceof Buffer && bytes.equals(soundOf('aac_160k', SECONDS).whole)).to.equal(true);
    });

    it('with the token of what is private', async () => {
      cloud.add({ seconds: SECONDS, path: '/harbour-lights/slow-tide/s-AbC123', token: 's-AbC123', ways: ways.hls });
      const { readable } = await cloud.open(await cloud.track(`${LINK}/s-AbC123`));
      expect((await buffer(readable)).equals(soundOf('mp3_1_0', SECONDS).whole)).to.equal(true);
      const media = cloud.standIn.requests.find((request) => request.path.startsWith('/media/'));
      expect(media?.query.get('secret_token')).to.equal('s-AbC123');
    });
  });

  describe('is refused in words', () => {
    const plain = ['hls opus_0_0', 'progressive mp3_1_0', 'ctr-encrypted-hls aac_160k'];
    const missing = () => {
      for (const way of ['opus_0_0/stream/hls', 'mp3_1_0/stream/progressive']) {
        cloud.standIn.failAlways(`/media/soundcloud:tracks:${ID}/${way}`, { kind: 'status', status: 404 });
      }
    };

    for (const [what, reason, options] of [
      ['of GO+', 'go-plus', { raw: { policy: 'SNIP' } }],
      [
        'of which all is a sample',
        'go-plus',
        { raw: { media: { transcodings: [aTranscoding(ID, 'hls mp3_0_1', true)] } } },
      ],
      ['that is shorter here than it is', 'go-plus', { raw: { duration: 30_000, full_duration: 200_000 } }],
      ['closed to the country', 'country', { raw: { policy: 'BLOCK' } }],
      ['that is only encrypted', 'protected', { ways: ['ctr-encrypted-hls aac_160k', 'cbc-encrypted-hls abr_sq'] }],
      ['still being prepared', 'processing', { raw: { state: 'processing' } }],
      ['that nobody may hear', 'no-sound', { raw: { streamable: false } }],
      ['without any way to be heard', 'no-sound', { ways: [] }],
    ] as const) {
      it(`when the track is one ${what}`, async () => {
        const error = await failure(options);
        expect(error).to.be.instanceOf(UnplayableTrackError).and.include({ reason, retryable: false });
        if (reason !== 'no-sound') expect(String(error)).to.contain('Slow tide');
        expect(mediaAsked(), 'a sample is never played as the song').to.deep.equal([]);
      });
    }

    it('when nothing plain is given away, and what is left is encrypted', async () => {
      missing();
      expect(await failure({ ways: plain }))
        .to.be.instanceOf(UnplayableTrackError)
        .with.property('reason', 'protected');
    });

    it('when nothing plain is given away, and nothing else is there', async () => {
      missing();
      expect(await failure({ ways: plain.slice(0, 2) }))
        .to.be.instanceOf(UnplayableTrackError)
        .with.property('reason', 'no-sound');
    });

    it('when the track has gone meanwhile, or its id is none', async () => {
      const found = await track();
      cloud.tracks.clear();
      expect(await cloud.open({ ...found, id: '5' }).catch((error: unknown) => error)).to.be.instanceOf(
        TrackUnavailableError,
      );
      expect(await cloud.open({ ...found, id: '../x' }).catch((error: unknown) => error)).to.be.instanceOf(
        TrackUnavailableError,
      );
    });

    it('to be tried again, when SoundCloud has enough of us, and asks it no other way then', async () => {
      cloud.standIn.failAlways(`/media/soundcloud:tracks:${ID}/opus_0_0/stream/hls`, {
        kind: 'status',
        status: 429,
        retryAfterSeconds: 30,
      });
      const error = await failure({});
      expect(error).to.be.instanceOf(SourceUnavailableError).and.include({ retryAfterMs: 30_000 });
      expect(mediaAsked()).to.have.length(1);
    });

    it('to be tried again, when every way is out of order just now', async () => {
      cloud.standIn.failAlways(`/${ID}.mp3_1_0`, { kind: 'reset' });
      expect(await failure({ ways: ['progressive mp3_1_0'] })).to.be.instanceOf(SourceUnavailableError);
    });

    it('when an address leads away from SoundCloud', async () => {
      const way = `/media/soundcloud:tracks:${ID}/mp3_1_0/stream/progressive`;
      const body = JSON.stringify({ url: 'http://169.254.169.254/latest/meta-data' });
      cloud.standIn.failAlways(way, { kind: 'other-content', type: 'application/json', body });
      expect(await failure({ ways: ['progressive mp3_1_0'] })).to.be.instanceOf(TrackUnavailableError);
      expect(cloud.standIn.requests.some(({ host }) => host === '169.254.169.254')).to.equal(false);
    });
  });

  it('ends with its signal, and frees the connection', async () => {
    cloud.standIn.failAlways(`/${ID}.mp3_1_0`, { kind: 'stall', afterBytes: 1_000 });
    const life = new AbortController();
    const found = await track({ ways: ['progressive mp3_1_0'] });
    const { readable } = await cloud.open(found, { streamSignal: life.signal });
    for await (const _ of readable) {
      life.abort();
      break;
    }
    await cloud.standIn.whenQuiet();
  });

  it('is given up with the attempt', async () => {
    cloud.standIn.failAlways(`/${ID}.mp3_1_0/playlist.m3u8`, { kind: 'hang' });
    const attempt = new AbortController();
    const found = await track({ ways: ['hls mp3_1_0'] });
    const outcome = cloud.open(found, { attemptSignal: attempt.signal }).catch((error: unknown) => error);
    while (!cloud.asked('playlist').length) await new Promise((done) => setImmediate(done));
    attempt.abort(new Error('enough'));
    expect(String(await outcome)).to.equal('Error: enough');
    await cloud.standIn.whenQuiet();
  });
});
