import {
  type AudioStream,
  FfmpegTranscoder,
  findFfmpeg,
  type OpusPacket,
  opusPackets,
  type Resolution,
  type Track,
} from '@tonearm/core';
import { expect } from 'chai';
import { aLibrary, anOpenContext, type Asked, type Library, lookUp } from './a-library.js';
import { A_PNG, anAudioFile, needsFfmpeg } from './audio-fixtures.js';

const SHEET = (file: string) => `PERFORMER "The Tones"
TITLE "Blue Hour"
FILE "${file}" WAVE
TRACK 01 AUDIO
TITLE "One"
INDEX 01 00:00:00
TRACK 02 AUDIO
TITLE "Two"
PERFORMER "Ann"
INDEX 01 00:10:37
TRACK 03 AUDIO
TITLE "Three"
INDEX 01 00:20:01
`;

describe('LocalSource: cue sheets', function () {
  this.timeout(20_000);
  before(function () {
    needsFfmpeg(this);
  });
  let library: Library;
  afterEach(() => library?.close());
  const resolve = (...asked: Asked) => lookUp(library, ...asked);
  const tracksOf = (resolution: Resolution): readonly Track[] =>
    resolution.kind === 'playlist' ? resolution.playlist.items.filter((item) => 'title' in item) : [];

  it('are playlists of the tracks in a file, each found again by itself', async () => {
    const disc = await anAudioFile('flac', { title: 'Disc', REPLAYGAIN_TRACK_GAIN: '-3 dB' }, 30);
    library = await aLibrary({ 'A/disc.cue': SHEET('disc.flac'), 'A/disc.flac': disc, 'A/cover.png': A_PNG });
    const playlist = await resolve('playlist', 'A/disc.cue');
    expect(playlist).to.nested.include({ 'playlist.title': 'Blue Hour', 'playlist.trackCount': 3 });
    const [one, two, three] = tracksOf(playlist);
    expect(one).to.include({ id: 'A/disc.cue/1', title: 'One', author: 'The Tones', album: 'Blue Hour', gainDb: -3 });
    expect(two).to.include({ title: 'Two', author: 'Ann', durationMs: 9_520 });
    expect(three?.durationMs).to.be.within(9_980, 9_990);
    expect(one?.artworkUrl).to.match(/^artwork:local\//);
    const asked = library.source.identify({ kind: 'search', text: 'A\\disc.cue\\2' })?.reference;
    expect(asked).to.deep.equal({ source: 'local', kind: 'track', id: 'A/disc.cue/2' });
    expect(await resolve('track', 'A/disc.cue/2')).to.deep.include({ kind: 'track', track: two });
    for (const id of ['A/disc.cue/4', 'A/disc.cue/0', 'A/none.cue/1', '../disc.cue/1']) {
      expect(await resolve('track', id), id).to.deep.equal({ kind: 'empty' });
    }
  });

  it('may name several files, and files that have been converted since', async () => {
    const side = await anAudioFile('opus', {}, 2);
    const sheet = ['a.wav', 'b.wav', 'gone.wav', '../../out.wav']
      .map((file, at) => `FILE "${file}" WAVE\nTRACK 0${at + 1} AUDIO\nINDEX 01 00:00:00`)
      .join('\n');
    library = await aLibrary({ 'A/disc.cue': sheet, 'A/a.opus': side, 'A/b.opus': side });
    const titles = tracksOf(await resolve('playlist', 'A/disc.cue')).map(({ id, title }) => `${id} ${title}`);
    expect(titles).to.deep.equal(['A/disc.cue/1 disc 1', 'A/disc.cue/2 disc 2']);
  });

  it('leave out what lies behind the end of the file', async () => {
    library = await aLibrary({ 'disc.cue': SHEET('disc.opus'), 'disc.opus': await anAudioFile('opus', {}, 12) });
    expect(tracksOf(await resolve('playlist', 'disc.cue')).map(({ title }) => title)).to.deep.equal(['One', 'Two']);
  });

  it('play Opus untouched, packet by packet: tracks in a row are the file, and positions count within the track', async () => {
    library = await aLibrary({ 'disc.cue': SHEET('disc.opus'), 'disc.opus': await anAudioFile('opus', {}, 30) });
    const tracks = tracksOf(await resolve('playlist', 'disc.cue'));
    const whole = await packetsOf(await openAt('disc.opus'), 0);
    const parts = await Promise.all(tracks.map(async ({ id }) => packetsOf(await openAt(id), 0)));
    expect(parts.map(({ length }) => length)).to.deep.equal([525, 476, whole.length - 1_001]);
    expect(parts.flat()).to.deep.equal(whole);
    const later = await openAt('disc.cue/2', 4_000);
    expect(later.positionMs).to.be.within(3_000, 4_000);
    expect(await packetsOf(later, 4_000)).to.deep.equal(whole.slice(525 + 200, 1_001));
  });

  it('play everything else through ffmpeg, from its start to its end', async () => {
    const ffmpeg = await findFfmpeg();
    if (!ffmpeg) throw new Error('There is no ffmpeg.');
    const transcoder = new FfmpegTranscoder(ffmpeg);
    library = await aLibrary({ 'disc.cue': SHEET('disc.flac'), 'disc.flac': await anAudioFile('flac', {}, 30) });
    const stream = await openAt('disc.cue/2', 4_000);
    expect(stream)
      .to.include({ positionMs: 0 })
      .and.deep.include({
        part: { startMs: 10_000 + 37_000 / 75, endMs: 20_000 + 1_000 / 75, leadMs: 10_000 + 37_000 / 75 },
      });
    const { signal } = new AbortController();
    const packets: OpusPacket[] = [];
    for await (const packet of opusPackets(stream, { signal, positionMs: 4_000, transcoder })) packets.push(packet);
    await transcoder.close();
    expect(packets).to.have.length(1_001 - 525 - 200);
  });

  async function openAt(id: string, positionMs = 0): Promise<AudioStream> {
    const track = { source: 'local', id, title: '', author: '', url: '', durationMs: null };
    return library.source.open(track, anOpenContext({ positionMs }));
  }
});

async function packetsOf(stream: AudioStream, positionMs: number): Promise<readonly OpusPacket[]> {
  const { signal } = new AbortController();
  const packets: OpusPacket[] = [];
  for await (const packet of opusPackets(stream, { signal, positionMs })) packets.push(packet);
  return packets;
}
