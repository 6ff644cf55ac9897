import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { AudioStream } from '../../../src/model/audio-stream.js';
import { rejection } from '../../../src/testing/rejection.js';
import { aWebmOpus, anAac, anMp3, anOggOpus, anOpusPacket } from '../../../src/testing/media/sounds.js';
import { hear, heardMs, soundsAlike } from '../../../src/testing/source-kit/heard.js';

const limits = { mostBytes: 1e9, mostMs: 5_000 };

function aStream(chunks: Iterable<unknown>, format: AudioStream['format']): AudioStream {
  return { readable: Readable.from(chunks), format, positionMs: 0 };
}

describe('hear', () => {
  for (const [format, chunks] of [
    ['ogg/opus', [anOggOpus(2)]],
    ['webm/opus', [aWebmOpus(2)]],
    ['opus', Array.from({ length: 100 }, (_, number) => anOpusPacket(number))],
    ['s16le', [Buffer.alloc(384_000)]],
  ] as const) {
    it(`measures ${format}`, async () => {
      const heard = await hear(aStream(chunks, format), limits);
      expect([heardMs(heard), heard.ended, heard.formatFault]).to.deep.equal([2_000, true, null]);
    });
  }

  for (const [name, sound, frameMs] of [
    ['MP3', anMp3(2), 1_152 / 44.1],
    ['AAC', anAac(2), 1_024 / 44.1],
  ] as const) {
    it(`measures ${name} by its frames, and knows of nothing else how long it is`, async () => {
      const [heard, other] = await Promise.all([
        hear(aStream([sound], 'arbitrary'), limits),
        hear(aStream([Buffer.alloc(10_000, 'RIFF')], 'arbitrary'), limits),
      ]);
      expect(heardMs(heard)).to.be.closeTo(Math.ceil(2_000 / frameMs) * frameMs, 0.01);
      expect(heardMs(other)).to.equal(undefined);
    });
  }

  it('finds the same sound in another container', async () => {
    const [ogg, webm, longer] = await Promise.all([
      hear(aStream([anOggOpus(2)], 'ogg/opus'), limits),
      hear(aStream([aWebmOpus(2)], 'webm/opus'), limits),
      hear(aStream([aWebmOpus(3)], 'webm/opus'), limits),
    ]);
    expect([soundsAlike(ogg, webm), soundsAlike(ogg, longer)]).to.deep.equal([true, false]);
  });

  it('says what is not what it says', async () => {
    const heard = await hear(aStream([anOggOpus(2)], 'webm/opus'), limits);
    expect(heard.formatFault).to.be.a('string');
    expect(await rejection(hear(aStream(['text'], 'arbitrary'), limits)))
      .to.have.property('message')
      .that.contains('string');
  });

  it('listens to what has no end for as long as it is to: by bytes', async () => {
    const stream = aStream(forever(), 'arbitrary');
    const heard = await hear(stream, { ...limits, mostBytes: 100 });
    expect([heard.bytes.length, heard.ended, stream.readable.destroyed]).to.deep.equal([100, false, true]);
  });

  it('listens to what has no end for as long as it is to: by time, also when nothing comes', async () => {
    const readable = new Readable({ read: () => {} });
    readable.push(Buffer.alloc(10));
    const heard = await hear({ readable, format: 'arbitrary', positionMs: 0 }, { ...limits, mostMs: 20 });
    expect([heard.bytes.length, heard.ended]).to.deep.equal([10, false]);
  });

  it('passes on the error of the stream', async () => {
    const broken = new Error('broken');
    const readable = new Readable({ read: () => readable.destroy(broken) });
    expect(await rejection(hear({ readable, format: 'arbitrary', positionMs: 0 }, limits))).to.equal(broken);
  });
});

function* forever(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(10);
}
