import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Ffmpeg } from '../../src/audio/ffmpeg.js';
import { FfmpegTranscoder, type FfmpegTranscoderOptions } from '../../src/audio/ffmpeg-transcoder.js';
import { findFfmpeg } from '../../src/audio/find-ffmpeg.js';
import { oggOpusFile } from '../../src/audio/ogg-writer.js';
import type { OpusPacket } from '../../src/audio/opus-packet.js';
import { opusPackets } from '../../src/audio/opus-packets.js';
import { ResourceLimitError } from '../../src/errors/resource-errors.js';
import { FfmpegMissingError, UndecodableError } from '../../src/errors/source-errors.js';
import type { AudioStream } from '../../src/model/audio-stream.js';
import { ResourceLedger } from '../../src/resources/resource-ledger.js';
import { resourceLimits } from '../../src/resources/resource-limits.js';
import { aWav } from './measured-sound.js';
import { all } from './opus-builders.js';

const run = promisify(execFile);
const signal = new AbortController().signal;

describe('FfmpegTranscoder', () => {
  let ffmpeg: Ffmpeg;
  let transcoder: FfmpegTranscoder;
  let folder: string;

  before(async function () {
    const found = await findFfmpeg();
    if (found === undefined) {
      console.log('      skipped: no ffmpeg on this machine');
      this.skip();
    }
    ffmpeg = found;
    transcoder = aTranscoder(ffmpeg);
    folder = await mkdtemp(join(tmpdir(), 'tonearm-transcoder-'));
  });
  after(async () => {
    await Promise.all(opened.map((one) => one.close()));
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  const opened: FfmpegTranscoder[] = [];
  const aTranscoder = (program: Ffmpeg, options: Partial<FfmpegTranscoderOptions> = {}) => {
    const made = new FfmpegTranscoder(program, options);
    opened.push(made);
    return made;
  };

  const aStream = (bytes: Buffer | Readable, more: Partial<AudioStream> = {}): AudioStream => ({
    readable: Buffer.isBuffer(bytes) ? Readable.from([bytes]) : bytes,
    format: 'arbitrary',
    positionMs: 0,
    ...more,
  });
  const read = (stream: AudioStream, positionMs = 0): Promise<OpusPacket[]> =>
    all(opusPackets(stream, { signal, transcoder, positionMs }));
  const failure = (stream: AudioStream) =>
    read(stream).then(
      () => undefined,
      (error: unknown) => error,
    );

  it('makes 20 ms packets of the right duration from a pipe', async () => {
    const got = await read(aStream(aWav(1_000)));
    expect(got.length).to.be.within(49, 51);
    expect(got.every(({ samples }) => samples === 960)).to.equal(true);
  });

  it('encodes raw samples', async () => {
    const got = await read(aStream(aWav(1_000).subarray(44), { format: 's16le' }));
    expect(got.length).to.be.within(49, 51);
  });

  it('plays an MP4 whose index is at its end, from any position, when the source vouches for the file', async () => {
    const wav = join(folder, 'tone.wav');
    const m4a = join(folder, 'tone.m4a');
    await writeFile(wav, aWav(3_000));
    await run(ffmpeg.path, ['-v', 'error', '-y', '-i', wav, '-c:a', 'aac', m4a]);
    const bytes = await readFile(m4a);
    expect(bytes.indexOf('moov')).to.be.greaterThan(bytes.indexOf('mdat'));
    expect((await read(aStream(bytes, { file: m4a }))).length).to.be.within(149, 153);
    expect((await read(aStream(bytes, { file: m4a }), 2_000)).length).to.be.within(48, 53);
  });

  it('writes Ogg that other software reads', async () => {
    const ogg = join(folder, 'again.ogg');
    await writeFile(ogg, oggOpusFile(await read(aStream(aWav(2_000))), { tags: { TITLE: 'Tone' } }));
    const { stderr } = await run(ffmpeg.path, ['-hide_banner', '-i', ogg, '-f', 'null', '-']);
    expect(stderr)
      .to.match(/Duration: 00:00:0(2.0|1.9)/)
      .and.match(/TITLE\s*: Tone/i)
      .and.not.match(/CRC|invalid/i);
  });

  it('says in words that a file is no sound', async () => {
    const error = await failure(aStream(Buffer.from('This is a letter, not a song. '.repeat(500))));
    expect(error).to.be.instanceOf(UndecodableError);
    expect((error as Error).message).to.include('not in a format that we can play');
    expect(String((error as Error).cause)).to.include('ffmpeg ended with');
  });

  it('opens nothing that a playlist in disguise names', async () => {
    const wav = join(folder, 'secret.wav');
    const disguised = join(folder, 'song.mp3');
    await writeFile(wav, aWav(500));
    await writeFile(disguised, `ffconcat version 1.0\nfile '${wav}'\n`);
    const bytes = await readFile(disguised);
    expect(await failure(aStream(bytes, { file: disguised }))).to.be.instanceOf(UndecodableError);
    expect(await failure(aStream(bytes))).to.be.instanceOf(UndecodableError);
  });

  it('throws the error of the source itself', async () => {
    const broken = new Error('connection lost');
    async function* source() {
      yield aWav(1_000).subarray(0, 100_000);
      throw broken;
    }
    expect(await failure(aStream(Readable.from(source())))).to.equal(broken);
  });

  it('says that ffmpeg is missing when it has gone meanwhile', async () => {
    transcoder = aTranscoder({ ...ffmpeg, path: join(folder, 'gone') });
    expect(await failure(aStream(aWav(100)))).to.be.instanceOf(FfmpegMissingError);
    transcoder = aTranscoder(ffmpeg);
  });

  describe('its children', () => {
    let pidFile: string;
    let standIn: string;

    before(function () {
      if (process.platform !== 'win32') return;
      console.log('      skipped: the stand-in for ffmpeg is a shell script');
      this.skip();
    });
    beforeEach(async () => {
      pidFile = join(folder, 'pid');
      standIn = join(folder, 'stand-in');
      const samples = join(folder, 'short.s16');
      await writeFile(samples, aWav(200).subarray(44));
      await writeFile(standIn, `#!/bin/sh\necho $$ > '${pidFile}'\ncat '${samples}'\nexec sleep 600\n`);
      await chmod(standIn, 0o755);
    });

    const alive = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };

    it('run at low priority and die with the signal', async () => {
      const controller = new AbortController();
      const own = aTranscoder({ ...ffmpeg, path: standIn });
      const options = { signal: controller.signal, transcoder: own };
      const iterator = opusPackets(aStream(aWav(100)), options)[Symbol.asyncIterator]();
      await iterator.next();
      const pid = Number(await readFile(pidFile, 'utf8'));
      expect(getPriority(pid)).to.be.within(15, constants.priority.PRIORITY_LOW);
      controller.abort(new Error('enough'));
      const rest = (async () => {
        while (!(await iterator.next()).done);
      })();
      expect(await rest.catch((error: Error) => error.message)).to.equal('enough');
      expect(alive(pid)).to.equal(false);
    });

    it('stand less far behind until their first output', async () => {
      await writeFile(standIn, `#!/bin/sh\necho $$ > '${pidFile}.silent'\nexec sleep 600\n`);
      const own = aTranscoder({ ...ffmpeg, path: standIn });
      const controller = new AbortController();
      const silent = all(own.transcode(aStream(aWav(10)), { positionMs: 0, signal: controller.signal }));
      const pid = async () => Number(await readFile(`${pidFile}.silent`, 'utf8').catch(() => ''));
      while ((await pid()) === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(getPriority(await pid())).to.equal(5);
      controller.abort(new Error('enough'));
      expect(await silent.catch((error: Error) => error.message)).to.equal('enough');
    });

    it('die when no more packets are taken, even if the source never ends', async () => {
      const own = aTranscoder({ ...ffmpeg, path: standIn });
      const endless = new Readable({ read() {} });
      endless.push(aWav(100));
      for await (const _packet of opusPackets(aStream(endless), { signal, transcoder: own })) break;
      expect(alive(Number(await readFile(pidFile, 'utf8')))).to.equal(false);
      expect(endless.destroyed).to.equal(true);
    });

    it('are refused in words over the limit, and counted out when they are dead', async () => {
      const ledger = new ResourceLedger(resourceLimits({ childProcesses: 1 }));
      const own = aTranscoder({ ...ffmpeg, path: standIn }, { ledger });
      const options = { signal, transcoder: own };
      const first = opusPackets(aStream(aWav(100)), options)[Symbol.asyncIterator]();
      await first.next();
      const outcome = await all(opusPackets(aStream(aWav(100)), options)).catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(ResourceLimitError).with.property('message').that.contains('1 tracks are being');
      await first.return?.();
      expect(ledger.figures('child-process')).to.include({ open: 0, created: 1, released: 1, refused: 1 });
      const broken = aTranscoder({ ...ffmpeg, path: 'no such\0file' }, { ledger });
      for (let turn = 0; turn < 2; turn += 1) {
        const error = await all(broken.transcode(aStream(aWav(10)), { positionMs: 0, signal })).catch((one) => one);
        expect(error).not.to.be.instanceOf(ResourceLimitError);
      }
      expect(ledger.figures('child-process').open).to.equal(0);
    });

    it('are counted out when they have gone, even if nobody takes what they have left', async () => {
      const ledger = new ResourceLedger(resourceLimits());
      const own = aTranscoder(ffmpeg, { ledger });
      const controller = new AbortController();
      const abandoned = own.transcode(aStream(aWav(30_000)), { positionMs: 0, signal: controller.signal });
      await abandoned.next();
      expect(ledger.figures('child-process').open).to.equal(1);
      controller.abort();
      const untilMs = performance.now() + 3_000;
      while (ledger.figures('child-process').open > 0 && performance.now() < untilMs) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(ledger.figures('child-process').open).to.equal(0);
    });

    it('start a few at a time', async () => {
      const own = aTranscoder({ ...ffmpeg, path: standIn }, { startingAtOnce: 1 });
      await writeFile(standIn, `#!/bin/sh\necho $$ >> '${pidFile}.all'\nexec sleep 600\n`);
      const controller = new AbortController();
      const waiting = Array.from({ length: 3 }, () =>
        all(own.transcode(aStream(aWav(10)), { positionMs: 0, signal: controller.signal })).catch(() => {}),
      );
      const started = async () => (await readFile(`${pidFile}.all`, 'utf8').catch(() => '')).split('\n').length - 1;
      while ((await started()) === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(await started()).to.equal(1);
      controller.abort();
      await Promise.all(waiting);
      expect(await started()).to.equal(1);
    });
  });

  it('gives its place to the next when an ffmpeg cannot even be begun', async () => {
    const broken = aTranscoder({ ...ffmpeg, path: 'no such\0file' }, { startingAtOnce: 1 });
    for (const turn of ['first', 'second']) {
      const stream = { readable: Readable.from(['']), format: 'arbitrary', positionMs: 0 } as const;
      const outcome = await all(broken.transcode(stream, { positionMs: 0, signal })).catch((error: unknown) => error);
      expect(outcome, turn).to.be.instanceOf(Error);
    }
  });
});
