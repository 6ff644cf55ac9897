import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { TonearmError, UndecodableError } from '@tonearm/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { lastGranule, outputGainDb, seekOgg } from '../src/ogg-file.js';
import { parseOggHeader } from '../src/ogg-page-header.js';
import { openTrack } from '../src/open-track.js';
import { readTags } from '../src/read-tags.js';
import { readLyrics } from '../src/read-lyrics.js';
import { webmLengthMs } from '../src/webm-length.js';
import { anOpenContext, failure } from './a-library.js';
import { AUDIO_KINDS, anAudioFile, needsFfmpeg } from './audio-fixtures.js';

/** Three files are read at a time; the largest piece of one is 32 MB, and what lies around it. */
const MOST_HELD = 120 * 1024 * 1024;
const MB = 1024 * 1024;

describe('files made to do harm', function () {
  this.timeout(20_000);
  let folder: string;
  before(async function () {
    needsFfmpeg(this);
    folder = await mkdtemp(join(tmpdir(), 'tonearm-hostile-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  describe('what claims to be huge is refused before room is made for it', () => {
    it('an ID3 tag of 256 MB, in a small file and in a file that is so large', async () => {
      const tag = Buffer.concat([Buffer.from('ID3\x03\0\0\x7f\x7f\x7f\x7f', 'latin1'), picture(200 * MB)]);
      const sound = (await anAudioFile('mp3')).subarray(-4_000);
      await refused('small.mp3', [tag, sound]);
      await refused('large.mp3', [tag], 256 * MB + 10, sound);
    });

    it('a picture of 500 MB in an MP4', async () => {
      const covr = atom('covr', atom('data', Buffer.alloc(16), 500 * MB), 500 * MB);
      const meta = atom('meta', Buffer.concat([Buffer.alloc(4), atom('ilst', covr, 500 * MB)]), 500 * MB);
      const moov = atom('moov', atom('udta', meta, 500 * MB), 500 * MB);
      await refused('cover.m4a', [atom('ftyp', Buffer.from('M4A \0\0\0\0M4A isom', 'latin1')), moov], 600 * MB);
    });

    it('chunks of 4 GB in a WAV', async () => {
      const [riff, list] = [
        Buffer.from('RIFF\xff\xff\xff\xffWAVE', 'latin1'),
        Buffer.from('LIST\xff\xff\xff\xffINFO', 'latin1'),
      ];
      await refused('list.wav', [riff, list, Buffer.from('INAM\xf0\xff\xff\xff', 'latin1')], 600 * MB);
      await refused('format.wav', [riff, Buffer.from('fmt \xf0\xff\xff\xff', 'latin1')], 600 * MB);
      await refused('id3.wav', [riff, Buffer.from('ID3 \xf0\xff\xff\x1f', 'latin1')], 600 * MB);
    });

    it('elements of as much as there are bytes in the world in a WebM', async () => {
      const head = Buffer.from('1a45dfa301ffffffffffff00', 'hex');
      await refused('head.webm', [head], 600 * MB);
      const webm = await anAudioFile('webm');
      const tags = Buffer.from(
        '1254c36701fffffffffffff0 7373 01ffffffffffff00 67c8 01ffffffffffff00 4487 01ffffffffff0000'.replaceAll(
          ' ',
          '',
        ),
        'hex',
      );
      const at = webm.indexOf(Buffer.from('1654ae6b', 'hex'));
      await bounded(() => tagsOf('tags.webm', [webm.subarray(0, at), tags], 600 * MB));
    });

    it('chunks of an AIFF, objects of a WMA, and blocks of a WavPack that are nothing but their heads', async () => {
      const aiff = Buffer.from('FORM\xff\xff\xff\xf0AIFF', 'latin1');
      await refused('comm.aiff', [aiff, Buffer.from('COMM\x7f\xff\xff\xff', 'latin1')], 600 * MB);
      await refused('id3.aiff', [aiff, Buffer.from('ID3 \x7f\xff\xff\xff', 'latin1')], 600 * MB);
      const [asf, description] = ['3026b2758e66cf11a6d900aa0062ce6c', '3326b2758e66cf11a6d900aa0062ce6c'];
      const header = Buffer.from(`${asf}ffffff1f00000000ffffff7f0102${description}ffffff1f00000000`, 'hex');
      await refused('header.wma', [header], 600 * MB);
      // Behind its head come a third of a billion pieces of no length.
      const block = 'f0ffff1f10040000ffffffff000000002256000004088004000000000a1ffffff'.padEnd(68, '0');
      await refused('block.wv', [Buffer.from('wvpk'), Buffer.from(block, 'hex')], 600 * MB);
    });

    it('a comment of 80 MB in an Ogg, page after page', async () => {
      const [head, page] = [oggPage(opusHead(), 2, 0), oggPage(Buffer.alloc(255 * 255), 0, 1)];
      OPUS_TAGS.copy(page, 27 + 255);
      await refused('comment.opus', [head, ...new Array<Buffer>(1_290).fill(page)]);
    });
  });

  it('says nothing of a length that cannot be', async () => {
    const opus = Buffer.from(await anAudioFile('opus'));
    opus.writeBigInt64LE(2n ** 62n, opus.lastIndexOf('OggS') + 6);
    expect(await tagsOf('granule.opus', [opus])).to.include({ durationMs: null });
    const webm = Buffer.from(await anAudioFile('webm'));
    const at = webm.indexOf(Buffer.from('448988', 'hex'));
    expect(at).to.be.above(0);
    for (const length of [1e300, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      webm.writeDoubleBE(length, at + 3);
      const { durationMs } = await tagsOf('duration.webm', [webm]);
      expect(durationMs === null || durationMs < 5_000, String(durationMs)).to.equal(true);
    }
  });

  describe('whatever the bytes are', () => {
    for (const kind of AUDIO_KINDS) {
      it(`a damaged ${kind} gives tags or a typed error, in time`, async () => {
        const whole = await anAudioFile(kind, { title: 'Lantern', LYRICS: '[00:01.00]la' });
        await fc.assert(
          fc.asyncProperty(damages(whole), async (changes) => {
            const path = `damaged.${kind}`;
            await writeFile(join(folder, path), damaged(whole, changes));
            for (const read of [() => readTags(folder, path), () => readLyrics(folder, path), () => opened(path)]) {
              const error = await failure(read());
              if (error !== undefined) expect(error).to.be.instanceOf(TonearmError);
            }
          }),
          { numRuns: 25 },
        );
      });
    }

    it('the readers of Ogg and WebM answer', async () => {
      const whole = await Promise.all([anAudioFile('opus'), anAudioFile('live.webm'), anAudioFile('ogg')]);
      const which = fc.nat({ max: whole.length - 1 });
      const shortest = whole.reduce((one, other) => (one.length < other.length ? one : other));
      await fc.assert(
        fc.asyncProperty(which, damages(shortest), fc.nat({ max: 5_000 }), async (at, changes, positionMs) => {
          const data = damaged(whole[at] ?? Buffer.alloc(0), changes);
          const file = asFile(data);
          parseOggHeader(data);
          expect((await lastGranule(file, data.length)) ?? 0).to.be.at.least(0);
          expect(await outputGainDb(file)).to.be.within(-128, 128);
          const found = await seekOgg(file, data.length, positionMs);
          if (found) expect(found.positionMs).to.be.at.least(0);
          const lengthMs = await webmLengthMs(file, data.length);
          if (lengthMs !== null) expect(lengthMs).to.be.a('number').and.satisfy(Number.isFinite);
        }),
        { numRuns: 200 },
      );
    });

    it('a file of nothing but beginnings of pages is looked through no further than a page may reach', async () => {
      const size = 64 * MB;
      let read = 0;
      const head = Buffer.concat([oggPage(opusHead(), 2, 0), oggPage(OPUS_TAGS, 0, 1)]);
      const file = asFile(Buffer.concat([head, Buffer.alloc(MB, 'OggS')]), (bytes) => {
        read += bytes;
      });
      await seekOgg(file, size, 3_600_000);
      expect(read).to.be.below(40 * MB);
    });
  });

  async function tagsOf(name: string, parts: readonly Buffer[], size?: number, end?: Buffer) {
    const file = await open(join(folder, name), 'w');
    try {
      await file.write(Buffer.concat(parts));
      // A hole in the file: it is as large as it says, and takes no room.
      if (size !== undefined) await file.truncate(size);
      if (end !== undefined) await file.write(end, 0, end.length, size);
    } finally {
      await file.close();
    }
    try {
      return await readTags(folder, name);
    } finally {
      await rm(join(folder, name));
    }
  }

  async function refused(name: string, parts: readonly Buffer[], size?: number, end?: Buffer): Promise<void> {
    const error = await bounded(() => tagsOf(name, parts, size, end));
    expect(error, name).to.be.instanceOf(UndecodableError);
  }

  async function opened(path: string): Promise<void> {
    const track = { source: 'local', id: path, title: 'Lantern', author: '', url: '', durationMs: 1_000 };
    const stream = await openTrack(folder, path, track, anOpenContext({ positionMs: 500 }));
    stream.readable.destroy();
  }
});

/** The error, if any, of something that must hold little memory at any time. */
async function bounded(act: () => Promise<unknown>): Promise<unknown> {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  let going = true;
  const watch = () => {
    if (process.memoryUsage().arrayBuffers - before > MOST_HELD) collect();
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    if (going) setImmediate(watch);
  };
  watch();
  const error = await failure(act());
  going = false;
  expect(most).to.be.below(MOST_HELD);
  return error;
}

/** What was read and let go counts until it is collected, and when that is, is V8's to say. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  // A new context has what the flag exposes; this one began without it.
  runInNewContext('gc')();
}

interface Damage {
  readonly at: number;
  readonly byte: number;
  /** How many bytes are left out; else one is changed. */
  readonly cut: number;
}

function damages({ length }: Buffer): fc.Arbitrary<readonly Damage[]> {
  const at = fc.oneof(fc.nat({ max: Math.min(400, length - 1) }), fc.nat({ max: length - 1 }));
  const damage = fc.record({ at, byte: fc.nat({ max: 255 }), cut: fc.constantFrom(0, 0, 0, 1, 100, 1_000_000) });
  return fc.array(damage, { minLength: 1, maxLength: 12 });
}

function damaged(whole: Buffer, changes: readonly Damage[]): Buffer {
  let bytes = Buffer.from(whole);
  for (const { at, byte, cut } of changes) {
    if (cut > 0) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + cut)]);
    else if (at < bytes.length) bytes[at] = byte;
  }
  return bytes;
}

/** Enough of an open file for what reads at positions. */
function asFile(bytes: Buffer, onRead: (length: number) => void = () => {}): FileHandle {
  const read = async (into: Buffer, offset: number, length: number, position: number) => {
    onRead(length);
    return {
      bytesRead: position >= bytes.length ? 0 : bytes.copy(into, offset, position, position + length),
      buffer: into,
    };
  };
  // Nothing else of it is used there.
  return { read } as unknown as FileHandle;
}

function picture(size: number): Buffer {
  const head = Buffer.from('APIC\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(size, 4);
  return Buffer.concat([head, Buffer.from('\0image/png\0\x03\0', 'latin1')]);
}

/** An atom of an MP4 that claims to be longer than it is. */
function atom(name: string, content: Buffer, claims = 0): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(Math.max(claims, content.length + 8));
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, content]);
}

const OPUS_TAGS = Buffer.concat([
  Buffer.from('OpusTags\x01\0\0\0x\x01\0\0\0', 'latin1'),
  Buffer.from('\0\0\0\x05A=', 'latin1'),
]);

function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead\x01\x02', 'latin1');
  head.writeUInt32LE(48_000, 12);
  return head;
}

/** A page of one packet, whose last segment is full when the body is a multiple of 255: then the packet goes on. */
function oggPage(body: Buffer, flags: number, sequence: number): Buffer {
  const full = Math.floor(body.length / 255);
  const rest = body.length % 255;
  const segments = [...new Array<number>(full).fill(255), ...(rest > 0 ? [rest] : [])];
  const head = Buffer.alloc(27);
  head.write('OggS\0', 'latin1');
  head.writeUInt8(flags, 5);
  head.writeUInt32LE(7, 14);
  head.writeUInt32LE(sequence, 18);
  head.writeUInt8(segments.length, 26);
  return Buffer.concat([head, Buffer.from(segments), body]);
}
