import { buffer } from 'node:stream/consumers';
import { FfmpegTranscoder, findFfmpeg, opusPackets } from '@tonearm/core';
import { expect } from 'chai';
import {
  A_PNG,
  AUDIO_KINDS,
  type AudioKind,
  anAudioFile,
  aTaggedMp3,
  type FixtureTags,
  needsFfmpeg,
} from './audio-fixtures.js';
import { aLibrary, anOpenContext, aSourceContext, type Library } from './a-library.js';

const TAGS = { title: 'Lantern', artist: 'The Tones', album: 'Kinds' };
/** Raw AAC frames have nowhere to put tags. */
const UNTAGGED: readonly AudioKind[] = ['aac'];
const FORMATS: Partial<Record<AudioKind, string>> = { opus: 'ogg/opus', webm: 'webm/opus', mka: 'webm/opus' };

describe('LocalSource: kinds of files', function () {
  this.timeout(60_000);
  let library: Library;
  before(async function () {
    needsFfmpeg(this);
    const files = await Promise.all(
      AUDIO_KINDS.map(async (kind) => [`${kind}/tone.${kind}`, await anAudioFile(kind, TAGS)] as const),
    );
    library = await aLibrary(Object.fromEntries(files));
  });
  after(() => library?.close());

  for (const kind of AUDIO_KINDS) {
    it(`reads ${kind}: title, artist, album and length`, async () => {
      const id = `${kind}/tone.${kind}`;
      const resolution = await library.source.resolve({ source: 'local', kind: 'track', id }, aSourceContext());
      if (resolution.kind !== 'track') throw new Error(`It resolved to ${resolution.kind}.`);
      const { title, author, album, durationMs } = resolution.track;
      expect(durationMs).to.be.within(950, 1_200);
      if (UNTAGGED.includes(kind)) expect(title).to.equal('tone');
      else expect({ title, author, album }).to.deep.equal({ title: 'Lantern', author: 'The Tones', album: 'Kinds' });
    });

    it(`opens ${kind} with all of its bytes`, async () => {
      const id = `${kind}/tone.${kind}`;
      const track = { source: 'local', id, title: '', author: '', url: '', durationMs: null };
      const stream = await library.source.open(track, anOpenContext());
      expect(stream.format).to.equal(FORMATS[kind] ?? 'arbitrary');
      expect(stream.positionMs).to.equal(0);
      expect((await buffer(stream.readable)).equals(await anAudioFile(kind, TAGS))).to.equal(true);
    });
  }

  for (const kind of [...AUDIO_KINDS, 'alac.m4a'] as const) {
    const passes = FORMATS[kind] !== undefined;
    it(`gives the sound of ${kind}, ${passes ? 'its packets as they are' : 'by ffmpeg'}`, async () => {
      const ffmpeg = await findFfmpeg();
      if (!ffmpeg) throw new Error('There is no ffmpeg.');
      await using one = await named({ [`a.${kind}`]: await anAudioFile(kind, TAGS) });
      const track = { source: 'local', id: `a.${kind}`, title: '', author: '', url: '', durationMs: null };
      const stream = await one.library.source.open(track, anOpenContext());
      const { signal } = new AbortController();
      const options = { signal, positionMs: 0, ...(!passes && { transcoder: new FfmpegTranscoder(ffmpeg) }) };
      let packets = 0;
      for await (const _packet of opusPackets(stream, options)) packets += 1;
      expect(packets).to.be.within(49, 56);
    });
  }

  for (const kind of ['ogg', 'opus', 'mp3', 'aac', 'webm', 'live.webm'] as const) {
    it(`knows the length of a longer ${kind}`, async () => {
      await using long = await named({ [`long.${kind}`]: await anAudioFile(kind, {}, 30) });
      const reference = { source: 'local', kind: 'track', id: `long.${kind}` } as const;
      const resolution = await long.library.source.resolve(reference, aSourceContext());
      expect(resolution).to.have.nested.property('track.durationMs').that.is.within(29_900, 30_200);
    });
  }

  it('knows how loud a track should be from either kind of tag, and nothing from a damaged one', async () => {
    const tagged = async (kind: AudioKind, gain: FixtureTags) => {
      await using one = await named({ [`a.${kind}`]: await anAudioFile(kind, gain) });
      const reference = { source: 'local', kind: 'track', id: `a.${kind}` } as const;
      const resolution = await one.library.source.resolve(reference, aSourceContext());
      return resolution.kind === 'track' ? resolution.track.gainDb : resolution;
    };
    expect(await tagged('flac', { REPLAYGAIN_TRACK_GAIN: '-7.25 dB' })).to.equal(-7.25);
    expect(await tagged('opus', { R128_TRACK_GAIN: '-2560' })).to.equal(-5);
    expect(await tagged('opus', { R128_TRACK_GAIN: 'volume=0' })).to.equal(undefined);
    expect(await tagged('mp3', {})).to.equal(undefined);
  });

  it('counts the gain in the head of an Opus file, which nobody applies, with the one in its tags', async () => {
    const file = Buffer.from(await anAudioFile('opus', { R128_TRACK_GAIN: '-2560' }));
    file.writeInt16LE(-512, file.indexOf('OpusHead') + 16);
    await using one = await named({ 'a.opus': file });
    const reference = { source: 'local', kind: 'track', id: 'a.opus' } as const;
    expect(await one.library.source.resolve(reference, aSourceContext())).to.nested.include({ 'track.gainDb': -7 });
  });

  it('leaves Opus of more than two channels to ffmpeg, which mixes it down', async () => {
    await using surround = await named({ 'a.opus': await anAudioFile('surround.opus') });
    const track = { source: 'local', id: 'a.opus', title: '', author: '', url: '', durationMs: null };
    const stream = await surround.library.source.open(track, anOpenContext());
    expect(stream.format).to.equal('arbitrary');
    stream.readable.destroy();
  });

  it('looks behind a tag with a big picture', async () => {
    const picture = Buffer.concat([A_PNG, Buffer.alloc(300_000)]);
    await using covered = await named({ 'a.mp3': await aTaggedMp3({ title: 'Covered' }, picture) });
    const reference = { source: 'local', kind: 'track', id: 'a.mp3' } as const;
    const resolution = await covered.library.source.resolve(reference, aSourceContext());
    expect(resolution).to.nested.include({ 'track.title': 'Covered' });
  });

  it('goes by the bytes of a file whose name is wrong', async () => {
    await using wrong = await named({ 'song.mp3': await anAudioFile('flac', TAGS) });
    const reference = { source: 'local', kind: 'track', id: 'song.mp3' } as const;
    const resolution = await wrong.library.source.resolve(reference, aSourceContext());
    expect(resolution).to.nested.include({ 'track.title': 'Lantern' });
  });
});

async function named(files: Readonly<Record<string, Buffer>>) {
  const library = await aLibrary(files);
  return { library, [Symbol.asyncDispose]: () => library.close() };
}
