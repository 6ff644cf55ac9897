import { Readable } from 'node:stream';
import { expect } from 'chai';
import fc from 'fast-check';
import { ffmpegArguments } from '../../src/audio/ffmpeg-arguments.js';
import { PLAIN_SOUND } from '../../src/audio/sound.js';
import { SOUND_FILTERS } from '../../src/audio/sound-filters.js';
import { soundPlan } from '../../src/audio/sound-plan.js';
import type { AudioStream } from '../../src/model/audio-stream.js';

const aStream = (more: Partial<AudioStream> = {}): AudioStream => {
  return { readable: Readable.from([]), format: 'arbitrary', positionMs: 0, ...more };
};

/** Names that would be an option, another protocol, a list, or several arguments, were they not the name of a file. */
const NASTY_NAMES = [
  ...['-f concat', '--help', '-filter_complex movie=/etc/passwd', '|cat /etc/passwd', '$(reboot).mp3', '`id`.mp3'],
  ...[
    'concat:/etc/passwd|/etc/hosts',
    'http://evil.example/x',
    'file:/etc/passwd',
    'subfile,,start,0,end,9,,:/etc/passwd',
  ],
  ...['data:audio/mpeg;base64,AA==', 'pipe:0', 'crypto+file:x', 'two\nlines.mp3', '%d.mp3', '*.mp3', '"; rm -rf /; "'],
];

describe('ffmpegArguments', () => {
  for (const name of NASTY_NAMES) {
    it(`open a file called ${JSON.stringify(name)} as a file and nothing else`, () => {
      const args = ffmpegArguments(aStream({ file: name }), { positionMs: 0 });
      expect(args.filter((one) => one.includes(name))).to.deep.equal([`file:${name}`]);
      expect(args[args.indexOf(`file:${name}`) - 1]).to.equal('-i');
      expect(args.filter((one) => one === '-i')).to.have.length(1);
      expect(args[args.indexOf('-protocol_whitelist') + 1]).to.equal('file,pipe');
    });
  }

  it('are the same for every file, but for its name', function () {
    this.timeout(10_000);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const args = ffmpegArguments(aStream({ file: name }), { positionMs: 0 });
        const usual = ffmpegArguments(aStream({ file: 'song.mp3' }), { positionMs: 0 });
        expect(String(args)).to.equal(String(usual.map((one) => (one === 'file:song.mp3' ? `file:${name}` : one))));
      }),
      { numRuns: 50 },
    );
  });

  it('let bytes come by a pipe alone, and read no list of other files', () => {
    const args = ffmpegArguments(aStream(), { positionMs: 0 });
    expect(args[args.indexOf('-protocol_whitelist') + 1]).to.equal('pipe');
    const formats = args[args.indexOf('-format_whitelist') + 1]?.split(',') ?? [];
    expect(formats).to.include.members(['mp3', 'mov', 'flac']);
    for (const list of ['concat', 'hls', 'dash', 'tedcaptions', 'image2', 'lavfi'])
      expect(formats).not.to.include(list);
  });

  it('ask for samples alone, which every build of ffmpeg can give', () => {
    const args = ffmpegArguments(aStream(), { positionMs: 0 });
    expect(args.slice(args.indexOf('-c:a'), args.indexOf('-c:a') + 4)).to.deep.equal([
      '-c:a',
      'pcm_s16le',
      '-f',
      's16le',
    ]);
    expect(args.join(' ')).not.to.include('opus');
  });

  it('hold no words of listeners in their filters: names are from the table, the rest are numbers', () => {
    const filters = Object.keys(SOUND_FILTERS) as (keyof typeof SOUND_FILTERS)[];
    for (const filter of filters) {
      const plan = soundPlan({ ...PLAIN_SOUND, filters: [filter], volumePercent: 150, speedPercent: 90 }, {});
      const args = ffmpegArguments(aStream(), { positionMs: 0, skipMs: 1_000, chain: plan?.chain ?? '' });
      expect(args[args.indexOf('-af') + 1]).to.match(/^[A-Za-z0-9_=:.,|+*/()<>'\\ -]+$/);
    }
  });
});
