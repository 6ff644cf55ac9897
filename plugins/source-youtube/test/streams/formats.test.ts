import { expect } from 'chai';
import fc from 'fast-check';
import { expiryOf, isSameFile, readOffer, type SoundFormat } from '../../src/streams/formats.js';
import { anAnswer } from './player-answers.js';
import { recordedPlayers } from './recorded-players.js';

const itagsOf = (answer: unknown) => readOffer(answer).formats.map(({ itag }) => itag);

/** `acont=<content>`, `lang=en` and the like as YouTube packs them: a message of protocol buffers in Base64. */
function packed(tags: Readonly<Record<string, string>>): string {
  const field = (number: number, bytes: Buffer) => Buffer.concat([Buffer.of(number * 8 + 2, bytes.length), bytes]);
  const pairs = Object.entries(tags).map(([name, value]) =>
    field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(value))])),
  );
  return Buffer.concat(pairs).toString('base64');
}

describe('readOffer', () => {
  it('has 251 first, then other Opus, then AAC, then the picture with sound', () => {
    expect(itagsOf(anAnswer([18, 137, 139, 140, 249, 250, 251]))).to.deep.equal([251, 250, 249, 140, 139, 18]);
  });

  it('takes only what has an address, and counts what has none', () => {
    const cipher = { itag: 251, signatureCipher: 's=abc&url=https%3A%2F%2Fmedia.invalid' };
    const answer = anAnswer([
      cipher,
      { itag: 250, url: 'javascript:alert(1)' },
      { itag: 249, url: 'nonsense' },
      140,
      137,
    ]);
    expect(itagsOf(answer)).to.deep.equal([140]);
    expect(readOffer(answer).withoutUrl).to.equal(1);
  });

  it('takes the original of several sound tracks', () => {
    const url = 'https://media.invalid/251';
    const answer = anAnswer([
      { itag: 251, url, contentLength: '1', xtags: packed({ acont: 'descriptive', lang: 'en' }) },
      {
        itag: 251,
        url,
        contentLength: '2',
        xtags: packed({ acont: 'dubbed', lang: 'de' }),
        audioTrack: { audioIsDefault: true },
      },
      {
        itag: 251,
        url,
        contentLength: '3',
        xtags: packed({ acont: 'original', lang: 'en' }),
        audioTrack: { audioIsDefault: false },
      },
    ]);
    expect(readOffer(answer).formats.map(({ totalBytes }) => totalBytes)).to.deep.equal([3]);
  });

  it('takes the original as the address tells it', () => {
    const dubbed = { itag: 251, url: 'https://media.invalid/?xtags=acont%3Ddubbed%3Alang%3Dde&clen=1', audioTrack: {} };
    const original = {
      itag: 140,
      url: 'https://media.invalid/?xtags=acont%3Doriginal%3Alang%3Den&clen=2',
      audioTrack: {},
    };
    expect(itagsOf(anAnswer([dubbed, original]))).to.deep.equal([140]);
  });

  it('takes the default where no sound track says that it is the original', () => {
    const url = 'https://media.invalid/';
    const other = { itag: 251, url, audioTrack: { id: 'de.3', audioIsDefault: false } };
    expect(
      itagsOf(anAnswer([other, { itag: 250, url, audioTrack: { id: 'en.4', audioIsDefault: true } }])),
    ).to.deep.equal([250]);
    expect(itagsOf(anAnswer([other]))).to.deep.equal([251]);
  });

  it('leaves out what YouTube has made evenly loud, unless there is nothing else', () => {
    const evened = { itag: 251, url: 'https://media.invalid/', isDrc: true };
    const hidden = { itag: 251, url: 'https://media.invalid/', xtags: packed({ drc: '1' }) };
    expect(itagsOf(anAnswer([evened, hidden, 140]))).to.deep.equal([140]);
    expect(itagsOf(anAnswer([evened]))).to.deep.equal([251]);
  });

  it('offers a live stream as HLS, and not its pieces', () => {
    const piece = { itag: 140, url: 'https://media.invalid/140', targetDurationSec: 2 };
    const offer = readOffer(anAnswer([piece], { live: true, hls: 'https://media.invalid/live.m3u8' }));
    expect(offer).to.deep.include({ live: true, formats: [] });
    expect(offer.hlsUrl?.href).to.equal('https://media.invalid/live.m3u8');
  });

  it('reads lengths from the address where the format has none', () => {
    const url = 'https://media.invalid/?clen=4711&lmt=42';
    const [format] = readOffer(anAnswer([{ itag: 18, url, contentLength: undefined }])).formats;
    expect(format).to.include({ totalBytes: 4711, madeAt: '42' });
  });

  const RECORDED: Readonly<Record<string, readonly number[]>> = {
    'yt-player-visionos-T4XJQO3qol8': [251, 140, 139],
    'yt-player-visionos-K4DyBUG242c': [251, 250, 249, 140, 139],
    'yt-player-visionos-Kn56bMZ9OE8': [251, 250, 249, 140, 139],
    'yt-player-ios-T4XJQO3qol8': [140, 139],
    'yt-player-android-T4XJQO3qol8': [18],
  };
  for (const { id, answer } of recordedPlayers()) {
    it(`chooses from the recorded ${id}`, () => {
      const offer = readOffer(answer);
      expect(offer.formats.map(({ itag }) => itag)).to.deep.equal(RECORDED[id] ?? []);
      if (offer.formats.length > 0) expect(expiryOf(offer.formats[0]?.url ?? new URL('a:'))).to.be.above(1.7e12);
      if (id.includes('-cipher-')) expect(offer.withoutUrl).to.equal(5);
      if (id.includes('-live-'))
        expect(offer).to.include({ live: true }).and.to.have.property('hlsUrl').that.is.not.null;
      if (id.endsWith('Kn56bMZ9OE8')) expect(offer.formats[0]?.totalBytes).to.equal(3_513_412);
    });
  }

  it('never throws, whatever the answer is', () => {
    const wild = fc.oneof(fc.jsonValue(), fc.string());
    const formats = fc.array(
      fc.record(
        {
          itag: fc.oneof(fc.integer(), wild),
          url: fc.oneof(
            fc.constantFrom('https://media.invalid/?clen=-1', 'https://x.invalid/?clen=9&xtags=acont%3D'),
            wild,
          ),
          mimeType: fc.oneof(fc.constantFrom('audio/webm; codecs="opus"', 'audio/mp4; codecs="mp4a.40.2"'), wild),
          contentLength: wild,
          xtags: fc.oneof(fc.base64String(), wild),
          audioTrack: wild,
          indexRange: wild,
        },
        { requiredKeys: [] },
      ),
    );
    const answers = fc.oneof(
      fc.anything(),
      fc.record({
        streamingData: fc.record({ adaptiveFormats: fc.oneof(formats, wild), formats: wild, hlsManifestUrl: wild }),
      }),
    );
    const holds = (answer: unknown) =>
      readOffer(answer).formats.every(
        ({ url, totalBytes }) => /^https?:$/.test(url.protocol) && (totalBytes ?? 0) >= 0,
      );
    fc.assert(fc.property(answers, holds), { numRuns: 500 });
  });
});

describe('isSameFile', () => {
  const [one] = readOffer(anAnswer([{ itag: 251, url: 'https://media.invalid/', lastModified: '7' }])).formats;
  const same = (changes: Partial<SoundFormat>) => one !== undefined && isSameFile(one, { ...one, ...changes });

  it('holds for the same itag, length and time of making, wherever it lies', () => {
    expect(same({ url: new URL('https://other.invalid/') })).to.equal(true);
    expect(same({ madeAt: null })).to.equal(true);
    expect(same({ totalBytes: null })).to.equal(true);
  });

  it('fails for anything else', () => {
    for (const changes of [{ itag: 250 }, { totalBytes: 999 }, { madeAt: '8' }]) expect(same(changes)).to.equal(false);
  });
});

describe('expiryOf', () => {
  it('reads the time an address names, in its query or in its path', () => {
    expect(expiryOf(new URL('https://media.invalid/videoplayback?expire=1780891173&id=1'))).to.equal(1_780_891_173_000);
    expect(expiryOf(new URL('https://media.invalid/hls/expire/1780891538/ei/1'))).to.equal(1_780_891_538_000);
    expect(expiryOf(new URL('https://media.invalid/?expire=soon'))).to.equal(null);
  });
});
