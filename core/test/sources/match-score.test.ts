import { expect } from 'chai';
import fc from 'fast-check';
import type { Track } from '../../src/model/track.js';
import { GOOD_MATCH, matchScore } from '../../src/sources/match-score.js';
import { aTrack } from '../../src/testing/a-track.js';
import { DIFFERENT as DIFFERENT_PAIRS, SAME as SAME_PAIRS, type Told } from './match-pairs.js';

const SONG = aTrack({ title: 'Needle Drop', author: 'The Tonearms', durationMs: 180_000 });

const told = ([title, author, seconds]: Told) => aTrack({ title, author, durationMs: seconds * 1_000 });

const track = fc
  .record({
    title: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('Needle Drop', 'The Tonearms - Needle Drop (Live)'),
    ),
    author: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('The Tonearms', '')),
    durationMs: fc.option(fc.integer({ min: 0, max: 300_000 })),
    isrc: fc.option(fc.constantFrom('GBAYE0601498', 'USQX91300108'), { nil: undefined }),
  })
  .map(({ isrc, ...facts }): Track => aTrack({ ...facts, ...(isrc !== undefined && { isrc }) }));

describe('matchScore', () => {
  const SAME: readonly [string, Partial<Track>][] = [
    ['spelled in other letters', { title: 'NEEDLE DRÓP', author: 'the tonearms' }],
    ['uploaded by a channel', { title: 'The Tonearms - Needle Drop (Official Video)', author: 'OldRecords' }],
    ['of the artist’s own channel', { author: 'The Tonearms - Topic' }],
    ['with a guest in the title', { title: 'Needle Drop (feat. Shellac)' }],
    ['with a guest among the artists', { author: 'The Tonearms, Shellac' }],
    ['the mix it always was', { title: 'Needle Drop (Original Mix)' }],
    ['remastered', { title: 'Needle Drop - 2011 Remaster' }],
    ['a little longer', { durationMs: 184_500 }],
  ];
  for (const [what, facts] of SAME) {
    it(`takes for the same what is ${what}`, () => {
      expect(matchScore(SONG, aTrack({ ...SONG, ...facts }))).to.be.at.least(GOOD_MATCH);
    });
  }

  const OTHER: readonly [string, Partial<Track>][] = [
    ...['Live', 'Remix', 'Acoustic', 'Karaoke', 'Cover', 'Sped Up', 'Instrumental', 'Nightcore'].map(
      (version): [string, Partial<Track>] => [`a ${version} version`, { title: `Needle Drop (${version})` }],
    ),
    ['another title', { title: 'Second Side' }],
    ['another artist’s', { author: 'Moving Coil' }],
    ['another part', { title: 'Needle Drop 2' }],
    ['far longer', { durationMs: 191_000 }],
    ['live, without an end', { durationMs: null }],
  ];
  for (const [what, facts] of OTHER) {
    it(`takes for another what is ${what}`, () => {
      expect(matchScore(SONG, aTrack({ ...SONG, ...facts }))).to.be.below(GOOD_MATCH);
    });
  }

  for (const { why, one, other } of SAME_PAIRS) {
    it(`takes “${one[0]}” and “${other[0]}” for the same: ${why}`, () => {
      expect(matchScore(told(one), told(other))).to.be.at.least(GOOD_MATCH);
    });
  }

  for (const { why, one, other } of DIFFERENT_PAIRS) {
    it(`takes “${one[0]}” and “${other[0]}” for two: ${why}`, () => {
      expect(matchScore(told(one), told(other))).to.be.below(GOOD_MATCH);
    });
  }

  it('takes no more than a moment for titles without an end', () => {
    for (const piece of ['a', 'ab ', '(', 'feat. ', '- ', 'live ', 'ii ', '「', '&', 'a, b; ']) {
      const endless = aTrack({ title: piece.repeat(10_000), author: piece.repeat(10_000) });
      const startedMs = performance.now();
      expect(matchScore(endless, aTrack({ ...endless, title: `x${endless.title}` }))).to.be.within(0, 1);
      expect(performance.now() - startedMs, piece).to.be.below(1_000);
    }
  });

  it('knows a recording by its code, however it is called', () => {
    const known = aTrack({ ...SONG, isrc: 'GBAYE0601498' });
    expect(matchScore(known, aTrack({ ...known, title: '針の音', author: '' }))).to.equal(1);
    expect(matchScore(known, aTrack({ ...known, title: '針の音', isrc: 'gb-aye-06-01498' }))).to.equal(1);
    const nothing = aTrack({ ...known, isrc: 'none' });
    expect(matchScore(nothing, aTrack({ ...nothing, title: '針の音' }))).to.equal(0);
  });

  it('tells live takes apart only from others that are not', () => {
    const live = aTrack({ ...SONG, title: 'Needle Drop (Live)' });
    expect(matchScore(live, aTrack({ ...live, title: 'Needle Drop - Live' }))).to.equal(1);
  });

  it('tells titles apart that have no letters of ours', () => {
    const song = aTrack({ ...SONG, title: '針の音' });
    expect(matchScore(song, aTrack({ ...song, title: '針の音 (Official Audio)' }))).to.be.at.least(GOOD_MATCH);
    expect(matchScore(song, aTrack({ ...song, title: '夜の海' }))).to.be.below(GOOD_MATCH);
    expect(matchScore(aTrack({ title: '!!!' }), aTrack({ title: '???' }))).to.be.below(GOOD_MATCH);
  });

  it('is from 0 to 1, whichever of the two comes first, and 1 for the same', () => {
    fc.assert(
      fc.property(track, track, (one, other) => {
        const score = matchScore(one, other);
        expect(score).to.be.within(0, 1);
        expect(matchScore(other, one)).to.equal(score);
        expect(matchScore(one, one)).to.be.at.least(GOOD_MATCH);
      }),
    );
  });

  it('never grows with the distance between the lengths', () => {
    const apart = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(apart, apart, (a, b) => {
        const [near, far] = a < b ? [a, b] : [b, a];
        const score = (ms: number) => matchScore(SONG, aTrack({ ...SONG, durationMs: 180_000 + ms }));
        expect(score(far)).to.be.at.most(score(near));
      }),
    );
  });
});
