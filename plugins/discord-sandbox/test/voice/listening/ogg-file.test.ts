import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createAudioResource, StreamType } from '@discordjs/voice';
import { findFfmpeg } from '@tonearm/core';
import { expect } from 'chai';
import { ALICE, CHANNEL, TestVoiceServer } from '../test-voice-server.js';

const run = promisify(execFile);
const SAMPLE_RATE = 48_000;
const PITCH_HZ = 1_000;
const LENGTH_SECONDS = 1.5;

describe('an Ogg file of what was heard', () => {
  let ffmpeg = '';
  let directory = '';
  let test: TestVoiceServer;

  before(async function () {
    const found = await findFfmpeg();
    if (found === undefined) {
      console.log('      skipped: needs ffmpeg, and there is none');
      return this.skip();
    }
    ffmpeg = found.path;
  });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tonearm-test-'));
    test = await TestVoiceServer.listen({ dave: true });
  });

  afterEach(async () => {
    await test.close();
    await rm(directory, { recursive: true });
  });

  it('decodes to the length and the pitch of what an AudioPlayer played', async () => {
    test.server.members(CHANNEL, [ALICE]);
    const bot = test.bot();
    const encrypted = bot.transitioned();
    await bot.ready();
    await encrypted;
    const tone = `sine=frequency=${PITCH_HZ}:sample_rate=${SAMPLE_RATE}:duration=${LENGTH_SECONDS}`;
    const made = await run(ffmpeg, ['-f', 'lavfi', '-i', tone, '-ac', '2', '-c:a', 'libopus', '-f', 'ogg', '-'], {
      encoding: 'buffer',
    });
    bot.player().play(createAudioResource(Readable.from([made.stdout]), { inputType: StreamType.OggOpus }));
    await test.listener.waitForEnd();

    const path = join(directory, 'heard.ogg');
    await test.listener.writeOgg(path);
    const decoded = await run(ffmpeg, ['-i', path, '-f', 's16le', '-ac', '1', '-ar', `${SAMPLE_RATE}`, '-'], {
      encoding: 'buffer',
      maxBuffer: 2 ** 24,
    });
    const samples = new Int16Array(new Uint8Array(decoded.stdout).buffer);
    expect(samples.length / SAMPLE_RATE).to.be.closeTo(LENGTH_SECONDS, 0.04);
    // From the middle, where no padding is.
    expect(pitchOf(samples.subarray(SAMPLE_RATE / 4, (SAMPLE_RATE * 5) / 4))).to.be.closeTo(PITCH_HZ, 1);
    expect(test.listener.durationMs).to.be.closeTo(LENGTH_SECONDS * 1000, 40);
    expect(test.listener.counts).to.include({ transport: 0, undecryptable: 0, lost: 0 });
  });
});

/** Upward crossings of zero per second. */
function pitchOf(samples: Int16Array): number {
  let crossings = 0;
  for (let at = 1; at < samples.length; at++) if ((samples[at - 1] ?? 0) < 0 && (samples[at] ?? 0) >= 0) crossings++;
  return (crossings * SAMPLE_RATE) / samples.length;
}
