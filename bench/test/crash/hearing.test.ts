import { expect } from 'chai';
import { type Heard, judge } from '../../crash/hearing.js';

const FRAMES = 300;

/** The frames of a take from one to another, as one process played them. */
const played = (take: string, from: number, to: number, life = 1): Heard[] =>
  Array.from({ length: to - from }, (_, index) => ({ take, frame: from + index, life }));

const faultsOf = (...heard: Heard[][]) => judge(heard.flat(), { frames: FRAMES }).faults;

describe('judge', () => {
  it('finds nothing wrong with takes that were played once, in order', () => {
    const heard = [played('alder', 0, FRAMES), played('birch', 0, FRAMES)];
    expect(judge(heard.flat(), { frames: FRAMES })).to.deep.equal({ order: ['alder', 'birch'], faults: [] });
  });

  it('lets a new process go on within two seconds of where the last one ended, on either side', () => {
    expect(faultsOf(played('alder', 0, 200), played('alder', 120, FRAMES, 2))).to.deep.equal([]);
    expect(faultsOf(played('alder', 0, 150), played('alder', 240, FRAMES, 2))).to.deep.equal([]);
    expect(faultsOf(played('alder', 0, 250), played('birch', 40, FRAMES, 2))).to.deep.equal([]);
  });

  it('lets it begin before a joint that the last one had just passed, and hears on from there', () => {
    const over = [played('alder', 0, FRAMES), played('birch', 0, 5), played('alder', 250, FRAMES, 2)];
    const whole = judge([...over, played('birch', 0, FRAMES, 2)].flat(), { frames: FRAMES });
    expect(whole).to.deep.equal({ order: ['alder', 'birch'], faults: [] });
    expect(faultsOf(...over)).to.deep.equal([]);
    const tooFar = [played('alder', 0, FRAMES), played('birch', 0, 60), played('alder', 250, FRAMES, 2)];
    expect(faultsOf(...tooFar)).to.include('alder was played again (life 2)');
  });

  it('notices a process that begins the take again', () => {
    expect(faultsOf(played('alder', 0, 200), played('alder', 0, FRAMES, 2))).to.deep.equal([
      'alder went on at frame 0 instead of 200 (life 2)',
    ]);
  });

  it('notices a gap within one life', () => {
    expect(faultsOf(played('alder', 0, 100), played('alder', 140, FRAMES))).to.have.length(1);
  });

  it('notices a take that breaks off, and one that is played again', () => {
    expect(faultsOf(played('alder', 0, 100), played('birch', 0, FRAMES, 2))).to.deep.equal([
      'alder broke off at frame 99 of 300 (life 2)',
    ]);
    const again = [played('alder', 0, FRAMES), played('birch', 0, FRAMES), played('alder', 0, FRAMES, 2)];
    expect(faultsOf(...again)).to.deep.equal(['alder was played again (life 2)']);
    expect(faultsOf(played('alder', 0, 100))).to.deep.equal(['alder was not played to its end']);
  });
});
