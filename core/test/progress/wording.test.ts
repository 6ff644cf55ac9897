import { expect } from 'chai';
import {
  clockTime,
  counted,
  ordinal,
  roughError,
  roughTime,
  spokenTime,
  stageInWords,
  whatToTry,
} from '../../src/progress/wording.js';

describe('wording', () => {
  it('shows a length as a clock does', () => {
    const shown = [0, 999, 7_000, 187_000, 3_599_999, 3_600_000, 3_723_000, 360_000_000, -5].map(clockTime);
    expect(shown).to.deep.equal(['0:00', '0:00', '0:07', '3:07', '59:59', '1:00:00', '1:02:03', '100:00:00', '0:00']);
  });

  it('calls what has no end live', () => {
    expect(clockTime(null)).to.equal('live');
  });

  it('says a length in words and leaves out what is zero', () => {
    const said = [0, 1_000, 61_000, 180_000, 3_723_000, 7_200_000].map(spokenTime);
    expect(said).to.deep.equal([
      '0 seconds',
      '1 second',
      '1 minute 1 second',
      '3 minutes',
      '1 hour 2 minutes 3 seconds',
      '2 hours',
    ]);
  });

  it('says how far off an estimate may be, where that is worth a word', () => {
    expect([undefined, 0, 499, 500, 1_400, 2_000, 89_000, 90_000, 600_000].map(roughError)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      '1 second',
      '1 second',
      '2 seconds',
      '89 seconds',
      '2 minutes',
      '10 minutes',
    ]);
  });

  it('says an estimate as vaguely as it is known', () => {
    const said = [-1, 0, 2_000, 2_001, 9_500, 19_200, 57_000, 58_000, 150_000, 3_300_000, 7_300_000, 4e8].map(
      roughTime,
    );
    expect(said).to.deep.equal([
      'a moment',
      'a moment',
      'a moment',
      'about 3 seconds',
      'about 10 seconds',
      'about 20 seconds',
      'about 55 seconds',
      'about 1 minute',
      'about 3 minutes',
      'about 1 hour',
      'about 2 hours',
      'more than a day',
    ]);
  });

  it('knows the endings of ordinals', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal)).to.deep.equal([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '102nd',
      '111th',
    ]);
  });

  it('counts one and many', () => {
    expect([0, 1, 2].map((number) => counted(number, 'track'))).to.deep.equal(['0 tracks', '1 track', '2 tracks']);
  });

  it('has words for every stage, and general ones for a stage it never heard of', () => {
    expect(stageInWords('searching')).to.equal('Searching');
    expect(stageInWords('tuning-the-radio')).to.equal('Working on it');
  });

  it('knows what to try only where the failure does not say it itself', () => {
    expect(whatToTry('source-unavailable')).to.match(/^Try again/);
    expect(whatToTry('nothing-found')).to.equal(undefined);
  });
});
