import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { parseRtp } from '../../../src/voice/udp/rtp-packet.js';
import { openPacket } from '../../../src/voice/udp/transport-cipher.js';

const KEY = randomBytes(32);
const FRAME = Buffer.from('an opus packet');

describe('transport encryption', () => {
  it('opens what was sealed with the key', () => {
    const packet = seal(Buffer.of(0x80), FRAME);
    expect(parseRtp(packet)).to.include({ sequence: 2, timestamp: 3, ssrc: 4 });
    expect(open(packet)).to.deep.equal(FRAME);
  });

  it('takes off a header extension, whose body is encrypted, and leaves contributing sources alone', () => {
    const sources = Buffer.alloc(8, 1);
    const extension = Buffer.from([0xbe, 0xde, 0x00, 0x02]);
    const packet = seal(Buffer.of(0x92), Buffer.concat([Buffer.alloc(8, 2), FRAME]), sources, extension);
    expect(open(packet)).to.deep.equal(FRAME);
  });

  it('opens nothing that was altered, in the header or behind it', () => {
    for (const at of [3, 15, 40]) {
      const packet = seal(Buffer.of(0x80), FRAME);
      packet.writeUInt8(packet.readUInt8(at) ^ 1, at);
      expect(open(packet)).to.equal(undefined);
    }
  });

  it('does not take a keep-alive, RTCP or a stump for sound', () => {
    expect(parseRtp(Buffer.alloc(8))).to.equal(undefined);
    expect(parseRtp(Buffer.concat([Buffer.of(0x80, 200), Buffer.alloc(30)]))).to.equal(undefined);
    expect(parseRtp(Buffer.concat([Buffer.of(0x8f, 120), Buffer.alloc(30)]))).to.equal(undefined);
    expect(open(seal(Buffer.of(0x80), FRAME).subarray(0, 20))).to.equal(undefined);
  });
});

function open(datagram: Buffer): Buffer | undefined {
  const packet = parseRtp(datagram);
  return packet && openPacket(packet, createSecretKey(KEY));
}

function seal(first: Buffer, plain: Buffer, ...moreHeader: readonly Buffer[]): Buffer {
  const numbers = Buffer.alloc(10);
  numbers.writeUInt16BE(2, 0);
  numbers.writeUInt32BE(3, 2);
  numbers.writeUInt32BE(4, 6);
  const header = Buffer.concat([first, Buffer.of(120), numbers, ...moreHeader]);
  const counter = randomBytes(4);
  const cipher = createCipheriv('aes-256-gcm', KEY, Buffer.concat([counter, Buffer.alloc(8)]));
  cipher.setAAD(header);
  return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag(), counter]);
}
