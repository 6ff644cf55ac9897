import { expect } from 'chai';
import { hasMpegFrames } from '../../../src/audio/mpeg-frames.js';
import { OggDemuxer } from '../../../src/audio/ogg-demuxer.js';
import type { OpusDemuxer } from '../../../src/audio/opus-demuxer.js';
import { WebmDemuxer } from '../../../src/audio/webm-demuxer.js';
import { aWebmOpus, anAac, anHlsPlaylist, anMp3, anOggOpus, anOpusPacket } from '../../../src/testing/media/sounds.js';

describe('sounds', () => {
  const containers: readonly (readonly [string, Buffer, OpusDemuxer])[] = [
    ['Ogg', anOggOpus(12), new OggDemuxer()],
    ['WebM', aWebmOpus(12), new WebmDemuxer()],
  ];
  for (const [name, file, demuxer] of containers) {
    it(`are ${name} with every packet in its place`, () => {
      const packets = [...demuxer.push(file), ...demuxer.end()];
      expect(packets).to.have.length(600);
      for (const [number, { data }] of packets.entries())
        expect(Buffer.from(data).equals(anOpusPacket(number))).to.equal(true);
    });
  }

  it('lead by cues to the cluster of a time', () => {
    const file = aWebmOpus(12);
    const segment = file.indexOf('18538067', 'hex') + 12;
    const cue = file.indexOf(Buffer.from('b3010000000000000400001388', 'hex')); // 5,000 ms
    const place = file.indexOf(Buffer.from('f10100000000000004', 'hex'), cue) + 9;
    const cluster = segment + file.readUInt32BE(place);
    expect(file.readUInt32BE(cluster)).to.equal(0x1f43b675);
    expect(file.indexOf(anOpusPacket(250))).to.be.within(cluster, cluster + 60);
  });

  for (const [name, make] of [
    ['MP3', anMp3],
    ['AAC', anAac],
  ] as const) {
    it(`are ${name} in frames, no two alike`, () => {
      const file = make(2);
      expect(hasMpegFrames(file)).to.equal(true);
      const [first, second] = [file.subarray(0, file.length / 2), file.subarray(file.length / 2)];
      expect(first.equals(second)).to.equal(false);
    });
  }

  it('are named by a playlist, with an end or without', () => {
    const segments = [
      { uri: '0.aac', seconds: 2 },
      { uri: '1.aac', seconds: 1.5 },
    ];
    expect(anHlsPlaylist(segments).split('\n')).to.deep.equal([
      '#EXTM3U',
      '#EXT-X-VERSION:3',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-MEDIA-SEQUENCE:0',
      '#EXTINF:2.000,',
      '0.aac',
      '#EXTINF:1.500,',
      '1.aac',
      '#EXT-X-ENDLIST',
      '',
    ]);
    expect(anHlsPlaylist(segments, { ended: false, sequence: 7 }))
      .to.contain('SEQUENCE:7')
      .and.not.contain('ENDLIST');
  });
});
