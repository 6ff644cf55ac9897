import { expect } from 'chai';
import { opusSamples, toOpusPacket } from '../../src/audio/opus-packet.js';

describe('opusSamples', () => {
  it('reads the duration of every mode from the first byte', () => {
    const durations = (configurations: number[]) =>
      configurations.map((one) => (opusSamples(Uint8Array.of(one << 3)) ?? 0) / 48);
    expect(durations([0, 1, 2, 3])).to.deep.equal([10, 20, 40, 60]);
    expect(durations([12, 13])).to.deep.equal([10, 20]);
    expect(durations([28, 29, 30, 31])).to.deep.equal([2.5, 5, 10, 20]);
  });

  it('counts the frames of a packet', () => {
    expect(opusSamples(Uint8Array.of((31 << 3) | 1))).to.equal(1920);
    expect(opusSamples(Uint8Array.of((31 << 3) | 3, 5))).to.equal(4800);
  });

  it('knows what cannot be a packet', () => {
    expect(opusSamples(new Uint8Array())).to.equal(undefined);
    expect(opusSamples(Uint8Array.of((31 << 3) | 3))).to.equal(undefined);
    expect(opusSamples(Uint8Array.of((31 << 3) | 3, 0))).to.equal(undefined);
    expect(opusSamples(Uint8Array.of((31 << 3) | 3, 7))).to.equal(undefined);
  });
});

describe('toOpusPacket', () => {
  it('does not copy', () => {
    const bytes = Buffer.alloc(1000, 0xfc);
    expect(toOpusPacket(bytes.subarray(100, 160))?.data.buffer).to.equal(bytes.buffer);
  });

  it('takes nothing that is no packet', () => {
    expect(toOpusPacket(Buffer.alloc(0))).to.equal(undefined);
  });
});
