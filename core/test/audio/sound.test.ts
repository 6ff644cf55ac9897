import { expect } from 'chai';
import fc from 'fast-check';
import { changedSound, isSameSound, PLAIN_SOUND } from '../../src/audio/sound.js';
import { isSoundFilterName, SOUND_FILTERS } from '../../src/audio/sound-filters.js';
import { InvalidRequestError } from '../../src/errors/request-errors.js';

const names = Object.keys(SOUND_FILTERS).filter(isSoundFilterName);

describe('changedSound', () => {
  it('keeps what is not changed', () => {
    const louder = changedSound(PLAIN_SOUND, { volumePercent: 150 });
    const sound = changedSound(louder, { filters: ['nightcore'], normalize: true });
    expect(sound).to.deep.equal({ ...PLAIN_SOUND, volumePercent: 150, filters: ['nightcore'], normalize: true });
    expect(changedSound(sound, PLAIN_SOUND)).to.deep.equal(PLAIN_SOUND);
  });

  it('says in words what is out of range, and what there is instead', () => {
    const words = (change: object) => {
      try {
        return changedSound(PLAIN_SOUND, change);
      } catch (error) {
        expect(error).to.be.instanceOf(InvalidRequestError);
        return (error as Error).message;
      }
    };
    expect(words({ volumePercent: 201 })).to.equal('The volume can be 0 to 200 %, not 201.');
    expect(words({ volumePercent: '50;rm' })).to.equal('The volume can be 0 to 200 %, not "50;rm".');
    expect(words({ speedPercent: 49 })).to.equal('The speed can be 50 to 200 %, not 49.');
    expect(words({ pitchPercent: Number.NaN })).to.equal('The pitch can be 50 to 200 %, not null.');
    expect(words({ crossfadeMs: -1 })).to.equal('The crossfade can be 0 to 12,000 ms, not -1.');
    expect(words({ filters: ['volume=0', 'soft'] })).to.match(/^I know no filter "volume=0"\. There are: bass-low, /);
    expect(words({ filters: ['toString'] })).to.match(/^I know no filter "toString"/);
    expect(words({ filters: names })).to.match(/^5 filters at once are the most; those were \d+\.$/);
  });

  it('does not care for the order of asking, and survives JSON', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...names), { maxLength: 5 }),
        fc.integer({ min: 0, max: 200 }),
        (filters, volumePercent) => {
          const sound = changedSound(PLAIN_SOUND, { filters, volumePercent });
          expect(changedSound(PLAIN_SOUND, JSON.parse(JSON.stringify(sound)))).to.deep.equal(sound);
          expect(
            isSameSound(sound, changedSound(PLAIN_SOUND, { filters: filters.toReversed(), volumePercent })),
          ).to.equal(true);
        },
      ),
    );
    expect(isSameSound(PLAIN_SOUND, { ...PLAIN_SOUND, volumePercent: 99 })).to.equal(false);
  });
});
