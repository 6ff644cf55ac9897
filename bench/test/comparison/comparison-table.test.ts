import { expect } from 'chai';
import { drawAims } from '../../comparison/comparison-aims.js';
import { drawComparison } from '../../comparison/comparison-table.js';
import type { Level, Trial } from '../../comparison/trial.js';

const LEVEL: Level = {
  streams: 50,
  acknowledgedP99Ms: 4,
  firstSoundMs: 1_500,
  heard: 50,
  cpuPerMinute: 0.2,
  latePercent: 0.1,
  p99Ms: 12,
  sentPercent: 100,
  encryptedPercent: 100,
  residentMB: 200,
  load: 1,
};

describe('the comparison', () => {
  const ours: Trial = {
    contestant: 'tonearm',
    format: 'mp3',
    first: { joiningMs: 100, inVoiceMs: 60 },
    levels: [LEVEL],
    failure: null,
  };
  const theirs: Trial = {
    contestant: 'distube',
    format: 'mp3',
    first: { joiningMs: 150, inVoiceMs: 90 },
    levels: [{ ...LEVEL, cpuPerMinute: 0.5, p99Ms: Number.NaN }],
    failure: 'it died (signal SIGABRT)\nout of memory',
  };
  const titles = new Map([
    ['tonearm', 'Tonearm'],
    ['distube', 'DisTube 5'],
  ] as const);

  it('puts the contestants below each other, with ratios to the first', () => {
    const rows = drawComparison({ titles, streams: [50, 100], trials: [ours, theirs] }).split('\n');
    expect(rows).to.include('| CPU-s per stream-minute | Tonearm | 0.2 | – |');
    expect(rows).to.include('| | DisTube 5 | 0.5 (2.5×) | – |');
    expect(rows).to.include('| first sound of one play, joining | Tonearm | 100 ms | |');
    expect(rows).to.include('| | DisTube 5 | – | – |');
  });

  it('says what went no further, and why, in one line', () => {
    expect(drawComparison({ titles, streams: [50], trials: [ours, theirs] })).to.match(
      /\n- DisTube 5, mp3, after 50 at once: it died \(signal SIGABRT\) out of memory$/,
    );
  });

  it('judges the aims that were measured, and no others', () => {
    expect(drawAims([ours, theirs]).split('\n')).to.deep.equal([
      '- first sound of an MP3, joining: at most half of the better framework’s: 100 ms to 150 ms, **MISSED**',
      '- 50 MP3 streams: lateness p99 below 15 ms, late frames below 0.5 %: 12 ms, 0.1 %, met',
      '- 50 plays of an MP3 within 5 s: median first sound below 2 s: 1,500 ms, met',
    ]);
  });
});
