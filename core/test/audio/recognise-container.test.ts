import { expect } from 'chai';
import { id3TagLength, recogniseContainer } from '../../src/audio/recognise-container.js';

const OPUS_HEAD = Buffer.concat([Buffer.from('OpusHead\x01\x02', 'latin1'), Buffer.alloc(9)]);

describe('recogniseContainer', () => {
  it('knows containers by their first bytes', () => {
    expect(recogniseContainer(oggPage(OPUS_HEAD))).to.deep.equal({ name: 'ogg', format: 'ogg/opus' });
    expect(recogniseContainer(oggPage(Buffer.from('\x01vorbis', 'latin1')))?.format).to.equal('arbitrary');
    expect(recogniseContainer(Buffer.from('\x1a\x45\xdf\xa3....A_OPUS', 'latin1'))?.format).to.equal('webm/opus');
    expect(recogniseContainer(Buffer.from('\0\0\0\x20ftypM4A '))?.name).to.equal('mp4');
    expect(recogniseContainer(Buffer.from('fLaC\0\0\0\x22'))?.name).to.equal('flac');
    expect(recogniseContainer(Buffer.from('RIFF\0\0\0\0WAVEfmt '))?.name).to.equal('wav');
    expect(recogniseContainer(Buffer.from('FORM\0\0\0\0AIFFCOMM'))?.name).to.equal('aiff');
    expect(recogniseContainer(Buffer.from('FORM\0\0\0\0AIFCFVER'))?.name).to.equal('aiff');
    expect(recogniseContainer(Buffer.from('3026b2758e66cf11a6d900aa', 'hex'))?.name).to.equal('asf');
    expect(recogniseContainer(Buffer.from('wvpk\0\0\0\0\x10\x04'))?.name).to.equal('wavpack');
    expect(recogniseContainer(transportStream(4))?.name).to.equal('mpegts');
  });

  it('leaves Opus of more than two channels to ffmpeg', () => {
    const surround = Buffer.concat([OPUS_HEAD.subarray(0, 18), Buffer.from([1, 4, 2])]);
    expect(recogniseContainer(oggPage(surround))).to.deep.equal({ name: 'ogg', format: 'arbitrary' });
  });

  it('takes nothing else for sound', () => {
    for (const text of ['', 'OggS', 'G', '<!doctype html>', 'a letter to a listener', '\xff\xfb\x90']) {
      const found = recogniseContainer(Buffer.from(text, 'latin1'));
      expect(found?.format ?? 'none', text).to.equal(text === 'OggS' ? 'arbitrary' : 'none');
    }
    expect(recogniseContainer(transportStream(2))).to.equal(undefined);
  });
});

describe('id3TagLength', () => {
  it('counts the header, the tag in numbers of seven bits, and the footer', () => {
    expect(id3TagLength(Buffer.from('ID3\x04\0\0\0\0\x02\x01', 'latin1'))).to.equal(10 + 257);
    expect(id3TagLength(Buffer.from('ID3\x04\0\x10\0\0\0\x05', 'latin1'))).to.equal(10 + 5 + 10);
    expect(id3TagLength(Buffer.from('ID3'))).to.equal(0);
  });
});

function oggPage(body: Buffer): Buffer {
  const header = Buffer.alloc(27);
  header.write('OggS', 'latin1');
  header[26] = 1;
  return Buffer.concat([header, Buffer.from([body.length]), body]);
}

function transportStream(packets: number): Buffer {
  const bytes = Buffer.alloc(packets * 188);
  for (let packet = 0; packet < packets; packet++) bytes[packet * 188] = 0x47;
  return bytes;
}
