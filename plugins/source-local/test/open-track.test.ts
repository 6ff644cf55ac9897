import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  type AudioStream,
  type OpusPacket,
  oggOpusFile,
  opusPackets,
  TrackUnavailableError,
  UndecodableError,
} from '@tonearm/core';
import { expect } from 'chai';
import { aLibrary, type Asked, failure, lookUp, anOpenContext, type Library, openFilesBelow } from './a-library.js';
import { A_PNG, anAudioFile, aTaggedMp3, needsFfmpeg } from './audio-fixtures.js';

describe('LocalSource', function () {
  this.timeout(60_000);
  before(function () {
    needsFfmpeg(this);
  });
  let library: Library;
  afterEach(() => library?.close());

  const resolve = (...asked: Asked) => lookUp(library, ...asked);

  describe('bad files', () => {
    it('names a file that is no audio, and says nothing of where it lies', async () => {
      const flac = await anAudioFile('flac');
      const bad = {
        'a/text.mp3': 'Just words.\n'.repeat(1_000_000),
        'a/empty.opus': '',
        'a/zeros.wav': Buffer.alloc(100_000),
        'a/torn.flac': Buffer.concat([flac.subarray(0, 6), Buffer.alloc(50, 1)]),
        'a/torn.m4a': (await anAudioFile('m4a')).subarray(0, 24),
        'a/picture.ogg': A_PNG,
      };
      library = await aLibrary(bad);
      for (const id of Object.keys(bad)) {
        const error = await failure(resolve('track', id));
        expect(error, id).to.be.instanceOf(UndecodableError);
        expect(String(error), id).to.include(id.slice(2)).and.not.include(library.folder);
        expect(await resolve('search', id.slice(2, -4))).to.deep.equal({ kind: 'empty' });
      }
      const track = { source: 'local', id: 'a/text.mp3', title: 'Text', author: '', url: '', durationMs: 1 };
      expect(await failure(library.source.open(track, anOpenContext()))).to.be.instanceOf(UndecodableError);
    });

    it('says that a file has gone', async () => {
      library = await aLibrary({});
      for (const id of ['gone.mp3', '../outside.mp3']) {
        const track = { source: 'local', id, title: 'Harbour', author: '', url: '', durationMs: 1 };
        const error = await failure(library.source.open(track, anOpenContext()));
        expect(error).to.be.instanceOf(TrackUnavailableError);
        expect(error).to.have.property('message', '“Harbour” is no longer in the music folder.');
      }
    });

    it('neither lists nor opens what a link takes from outside', async () => {
      const files = {
        'in/song.mp3': await aTaggedMp3({ title: 'Inside' }),
        '../secret.mp3': await aTaggedMp3({ title: 'Secret' }),
      };
      const links = { 'link.mp3': '../secret.mp3', up: '..', 'inner.mp3': 'in/song.mp3' };
      library = await aLibrary(files, { folder: 'music', links });
      const ids = library.index.files().map(({ id }) => id);
      expect(ids.sort()).to.deep.equal(['in/song.mp3', 'inner.mp3']);
      expect(await resolve('search', 'secret')).to.deep.equal({ kind: 'empty' });
      for (const id of ['link.mp3', 'up/secret.mp3']) {
        expect(await resolve('track', id)).to.deep.equal({ kind: 'empty' });
        const track = { source: 'local', id, title: 'Secret', author: '', url: '', durationMs: 1 };
        expect(await failure(library.source.open(track, anOpenContext()))).to.be.instanceOf(TrackUnavailableError);
      }
    });
  });

  describe('sound', () => {
    it('begins an Ogg/Opus file near the position, at its tags again', async () => {
      const file = await anAudioFile('opus', { title: 'Long' }, 30);
      library = await aLibrary({ 'long.opus': file });
      const track = { source: 'local', id: 'long.opus', title: 'Long', author: '', url: '', durationMs: 30_000 };
      const stream = await library.source.open(track, anOpenContext({ positionMs: 20_000 }));
      expect(stream.positionMs).to.be.within(19_500, 20_000);
      const bytes = await buffer(stream.readable);
      expect(bytes.toString('latin1', 28, 36)).to.equal('OpusHead');
      expect(bytes.includes('OpusTags')).to.equal(true);
      expect(bytes.length / file.length).to.be.within(0.25, 0.45);
      const headLength = bytes.indexOf('OggS', bytes.indexOf('OpusTags'));
      const rest = bytes.subarray(headLength);
      expect(file.subarray(-rest.length).equals(rest)).to.equal(true);
    });

    it('says where that is to the packet, also where a whole packet lies in the pre-skip', async () => {
      const whole = await packetsOf({ readable: Readable.from([await anAudioFile('opus', {}, 30)]), positionMs: 0 });
      for (const preSkip of [0, 312, 960]) {
        library = await aLibrary({ 'long.opus': oggOpusFile(whole, { preSkip }) });
        const track = { source: 'local', id: 'long.opus', title: '', author: '', url: '', durationMs: 30_000 };
        const played = await packetsOf(await library.source.open(track, anOpenContext()));
        for (const positionMs of [20, 1_000, 19_980, 20_000]) {
          const stream = await library.source.open(track, anOpenContext({ positionMs }));
          const packets = await packetsOf(stream, positionMs);
          expect(packets, `${positionMs} with ${preSkip}`).to.deep.equal(played.slice(positionMs / 20));
        }
        await library.close();
      }
    });

    it('vouches for the file, so that others can be sought in by whoever can', async () => {
      library = await aLibrary({ 'song.mp3': await aTaggedMp3({}) });
      const track = { source: 'local', id: 'song.mp3', title: '', author: '', url: '', durationMs: null };
      const stream = await library.source.open(track, anOpenContext({ positionMs: 500 }));
      expect(stream).to.include({ file: join(library.folder, 'song.mp3'), positionMs: 0 });
      stream.readable.destroy();
    });

    it('leaves no descriptor behind: read to the end, destroyed, aborted, never read, failed', async function () {
      if (process.platform !== 'linux') this.skip();
      library = await aLibrary({ 'long.opus': await anAudioFile('opus', {}, 30), 'bad.mp3': 'no music' });
      const track = { source: 'local', id: 'long.opus', title: '', author: '', url: '', durationMs: null };
      const before = (await openFilesBelow(library.folder)).length;
      const ended = await library.source.open(track, anOpenContext());
      await buffer(ended.readable);
      const destroyed = await library.source.open(track, anOpenContext());
      const life = new AbortController();
      const aborted = await library.source.open(track, anOpenContext({ streamSignal: life.signal, positionMs: 9_000 }));
      const closings = [destroyed, aborted].map(
        ({ readable }) => new Promise<void>((closed) => readable.once('close', closed)),
      );
      expect((await openFilesBelow(library.folder)).length).to.equal(before + 2);
      destroyed.readable.destroy();
      life.abort(new Error('no longer wanted'));
      await Promise.all(closings);
      await failure(library.source.open({ ...track, id: 'bad.mp3' }, anOpenContext()));
      await failure(library.source.open(track, anOpenContext({ attemptSignal: AbortSignal.abort() })));
      expect((await openFilesBelow(library.folder)).length).to.equal(before);
    });

    it('gives each open a stream of its own', async () => {
      const file = await anAudioFile('opus', {}, 30);
      library = await aLibrary({ 'long.opus': file });
      const track = { source: 'local', id: 'long.opus', title: '', author: '', url: '', durationMs: null };
      const [one, two] = await Promise.all([0, 1].map(() => library.source.open(track, anOpenContext())));
      one?.readable.destroy();
      expect(two && (await buffer(two.readable)).equals(file)).to.equal(true);
    });
  });
});

async function packetsOf(
  stream: Pick<AudioStream, 'readable' | 'positionMs'>,
  positionMs = 0,
): Promise<readonly OpusPacket[]> {
  const { signal } = new AbortController();
  const packets: OpusPacket[] = [];
  for await (const packet of opusPackets({ ...stream, format: 'ogg/opus' }, { signal, positionMs }))
    packets.push(packet);
  return packets;
}
