import { Readable } from 'node:stream';
import { expect } from 'chai';
import { oggOpus, oggOpusFile } from '../../src/audio/ogg-writer.js';
import type { OpusPacket } from '../../src/audio/opus-packet.js';
import { type OpusPacketsOptions, opusPackets } from '../../src/audio/opus-packets.js';
import type { TranscodeOptions, Transcoder } from '../../src/audio/transcoder.js';
import { FfmpegMissingError, UndecodableError } from '../../src/errors/source-errors.js';
import type { AudioFormat, AudioStream } from '../../src/model/audio-stream.js';
import { all, numbers, numbersOf, packets } from './opus-builders.js';
import { aWebm } from './webm-builder.js';

const signal = new AbortController().signal;

function aStream(bytes: Buffer | Readable, format: AudioFormat, positionMs = 0): AudioStream {
  return { readable: Buffer.isBuffer(bytes) ? Readable.from([bytes]) : bytes, format, positionMs };
}

async function read(stream: AudioStream, options: Partial<OpusPacketsOptions> = {}): Promise<OpusPacket[]> {
  return all(opusPackets(stream, { signal, ...options }));
}

function failure(stream: AudioStream, options?: Partial<OpusPacketsOptions>): Promise<unknown> {
  return read(stream, options).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Gives 30 packets whatever it is fed, and keeps the bytes it was fed and what it was told. */
class RecordingTranscoder implements Transcoder {
  fed = Buffer.alloc(0);
  told: Omit<TranscodeOptions, 'signal'> | undefined;

  async *transcode(
    stream: AudioStream,
    { signal: _, ...told }: TranscodeOptions,
  ): AsyncGenerator<readonly OpusPacket[]> {
    this.told = told;
    for await (const chunk of stream.readable) this.fed = Buffer.concat([this.fed, chunk]);
    yield packets(30);
  }
}

describe('opusPackets', () => {
  it('passes Opus in Ogg and WebM through untouched, whatever the format is called', async () => {
    const sent = packets(120);
    for (const bytes of [oggOpusFile(sent), aWebm({ packets: sent })]) {
      for (const format of ['ogg/opus', 'webm/opus', 'arbitrary'] satisfies AudioFormat[]) {
        const got = await read(aStream(bytes, format));
        expect(got.map(({ data }) => Buffer.from(data))).to.deep.equal(sent.map(({ data }) => Buffer.from(data)));
      }
    }
  });

  it('takes single packets as they are', async () => {
    const readable = Readable.from(packets(5).map(({ data }) => data));
    expect(numbersOf(await read(aStream(readable, 'opus')))).to.deep.equal(numbers(0, 5));
  });

  it('begins at the position asked for, counted from where the stream begins', async () => {
    const got = await read(aStream(oggOpusFile(packets(100)), 'ogg/opus', 1_000), { positionMs: 1_500 });
    expect(numbersOf(got)).to.deep.equal(numbers(25, 100));
  });

  it('gives everything else to the transcoder, from its first byte on, and leaves its first four packets out', async () => {
    const transcoder = new RecordingTranscoder();
    const bytes = oggOpusFile(packets(10, 40));
    const readable = Readable.from([bytes.subarray(0, 100), bytes.subarray(100)]);
    const got = await read({ readable, format: 'ogg/opus', positionMs: 0 }, { transcoder, positionMs: 200 });
    expect(transcoder.fed.equals(bytes)).to.equal(true);
    expect(transcoder.told).to.include({ skipMs: 120 });
    expect(numbersOf(got)).to.deep.equal(numbers(4, 30));
  });

  it('lets the transcoder itself find the position in a file', async () => {
    const transcoder = new RecordingTranscoder();
    const stream = { ...aStream(Buffer.from('RIFF....'), 'arbitrary'), file: '/music/song.wav' };
    const got = await read(stream, { transcoder, positionMs: 200 });
    expect(transcoder.told).to.include({ positionMs: 120 });
    expect(numbersOf(got)).to.deep.equal(numbers(4, 30));
  });

  it('gives Opus to the transcoder too when it is to sound other, from a little before the position', async () => {
    const sent = packets(100);
    const bytes = oggOpusFile(sent);
    const sound = { chain: 'volume=0.5', speed: 1.25 };
    for (const stream of [
      aStream(bytes, 'ogg/opus', 1_000),
      aStream(aWebm({ packets: sent }), 'arbitrary', 1_000),
      aStream(Readable.from(sent.map(({ data }) => data)), 'opus', 1_000),
    ]) {
      const transcoder = new RecordingTranscoder();
      const got = await read({ ...stream, file: '/not/read' }, { transcoder, positionMs: 1_710, sound });
      const fed = await read(aStream(transcoder.fed, 'ogg/opus'));
      // Four packets are 100 ms of the track at that speed; as many more let the decoder find its feet.
      expect(numbersOf(fed)).to.deep.equal(numbers(26, 100));
      expect(transcoder.told).to.include({ chain: 'volume=0.5', skipMs: 1_710 - 100 - (1_000 + 26 * 20) });
      expect(numbersOf(got)).to.deep.equal(numbers(4, 30));
    }
    expect(await failure(aStream(bytes, 'ogg/opus'), { sound })).to.be.instanceOf(FfmpegMissingError);
  });

  it('plays only the part of a whole that the track is: passed through, made to sound other, and out of a file', async () => {
    const bytes = oggOpusFile(packets(200));
    const part = { startMs: 1_007, endMs: 2_013, leadMs: 1_007 };
    const stream = () => ({ ...aStream(bytes, 'ogg/opus'), part });
    expect(numbersOf(await read(stream()))).to.deep.equal(numbers(50, 101));
    expect(numbersOf(await read(stream(), { positionMs: 400 }))).to.deep.equal(numbers(70, 101));
    expect(numbersOf(await read({ ...stream(), part: { ...part, endMs: null } }))).to.deep.equal(numbers(50, 200));
    const near = { ...aStream(bytes, 'ogg/opus', 100), part: { ...part, leadMs: 0 } };
    expect(numbersOf(await read(near, { positionMs: 400 }))).to.deep.equal(numbers(15, 46));

    const sound = { chain: 'volume=0.5', speed: 2 };
    const other = await read(stream(), { transcoder: new RecordingTranscoder(), positionMs: 400, sound });
    expect(numbersOf(other)).to.deep.equal(numbers(4, 20));

    const transcoder = new RecordingTranscoder();
    const wav = { ...aStream(Buffer.from('RIFF....'), 'arbitrary'), file: '/music/disc.wav', part };
    expect(await read(wav, { transcoder, positionMs: 600 })).to.have.length(21);
    expect(transcoder.told).to.include({ positionMs: 1_000 + 600 - 80 });
  });

  it('makes parts that meet follow each other without a gap and without a packet twice', async () => {
    const bytes = oggOpusFile(packets(200));
    const bounds = [0, 333, 1_001, 1_010, 2_499, null] as const;
    const parts = bounds.slice(1).map(async (endMs, index) => {
      const startMs = bounds[index] ?? 0;
      return read({ ...aStream(bytes, 'ogg/opus'), part: { startMs, endMs, leadMs: startMs } });
    });
    expect(numbersOf((await Promise.all(parts)).flat())).to.deep.equal(numbers(0, 200));
  });

  it('says that ffmpeg is missing for sound that needs it', async () => {
    expect(await failure(aStream(Buffer.from('ID3 la la la'), 'arbitrary'))).to.be.instanceOf(FfmpegMissingError);
    expect(await failure(aStream(Buffer.alloc(64), 's16le'))).to.be.instanceOf(FfmpegMissingError);
    expect(await failure(aStream(oggOpusFile(packets(10, 40)), 'ogg/opus'))).to.be.instanceOf(FfmpegMissingError);
    expect(await failure(aStream(aWebm({ packets: packets(9), codecId: 'A_VORBIS' }), 'webm/opus'))).to.be.instanceOf(
      FfmpegMissingError,
    );
  });

  it('says that there is no sound in rubbish, in nothing, and in headers alone', async () => {
    for (const bytes of [Buffer.from('rubbish'), Buffer.alloc(0), oggOpusFile([])]) {
      expect(await failure(aStream(bytes, 'ogg/opus'))).to.be.instanceOf(UndecodableError);
    }
  });

  it('refuses a stream that changes its packet length later, but not a short last packet', async () => {
    const [short] = packets(1, 10);
    const list = short ? [...packets(200), short] : [];
    const pieces = (sent: OpusPacket[]) => aStream(Readable.from(oggOpus(sent), { objectMode: false }), 'ogg/opus');
    expect(await read(pieces(list))).to.have.length(200);
    expect(await failure(pieces([...list, ...packets(100)]))).to.be.instanceOf(UndecodableError);
  });

  it('throws the error of the source itself', async () => {
    const broken = new Error('connection lost');
    const bytes = oggOpusFile(packets(100));
    async function* source() {
      yield bytes.subarray(0, 4000);
      throw broken;
    }
    expect(await failure(aStream(Readable.from(source()), 'ogg/opus'))).to.equal(broken);
    expect(await failure(aStream(Readable.from(source()), 'opus'))).to.equal(broken);
  });

  it('ends with the reason of the signal while it waits for bytes, and destroys the stream', async () => {
    const controller = new AbortController();
    const readable = new Readable({ read() {} });
    readable.push(oggOpusFile(packets(100)).subarray(0, 5000));
    const iterator = opusPackets(aStream(readable, 'ogg/opus'), { signal: controller.signal })[Symbol.asyncIterator]();
    let taken = 0;
    const reason = new Error('stop');
    const outcome = (async () => {
      for (;;) {
        await iterator.next();
        taken++;
      }
    })().catch((error: unknown) => error);
    while (taken === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(reason);
    expect(await outcome).to.equal(reason);
    expect(readable.destroyed).to.equal(true);
  });

  it('destroys the stream when no more packets are taken', async () => {
    const stream = aStream(oggOpusFile(packets(100)), 'ogg/opus');
    for await (const _packet of opusPackets(stream, { signal })) break;
    expect(stream.readable.destroyed).to.equal(true);
  });
});
