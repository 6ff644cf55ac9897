import { expect } from 'chai';
import { lineAt, parseLyrics, tidyWords } from '../../src/lyrics/lrc.js';

describe('parseLyrics', () => {
  it('reads a time before each line, in every spelling', () => {
    const text = '[ar:Somebody]\r\n[00:01.50] One\n[0:02]Two\n[01:02.125]  Three  \n[00:59:99]Almost\n\nno time';
    expect(parseLyrics(text)).to.deep.equal({
      kind: 'synced',
      lines: [
        { atMs: 1_500, text: 'One' },
        { atMs: 2_000, text: 'Two' },
        { atMs: 59_990, text: 'Almost' },
        { atMs: 62_125, text: 'Three' },
      ],
    });
  });

  it('sings a line as often as it has times, earlier by the offset, and drops the times of words', () => {
    const text = '[offset:+500]\n[00:10.00][00:01.00]Hey <00:10.20>you <00:10.80>there\n[00:00.20]Now';
    expect(parseLyrics(text)).to.deep.equal({
      kind: 'synced',
      lines: [
        { atMs: 0, text: 'Now' },
        { atMs: 500, text: 'Hey you there' },
        { atMs: 9_500, text: 'Hey you there' },
      ],
    });
  });

  it('reads plain lines, with empty ones between verses', () => {
    expect(parseLyrics('\n[ti:Song]\nFirst\n\nSecond\n\n')).to.deep.equal({
      kind: 'plain',
      lines: ['First', '', 'Second'],
    });
  });

  it('finds nothing where there is nothing to read', () => {
    for (const text of ['', ' \n \n', '[ar:Somebody]', '[00:01.00]\n[00:02.00] ']) {
      expect(parseLyrics(text), JSON.stringify(text)).to.equal(undefined);
    }
  });

  it('keeps no control characters, no line without end, and not more lines than anyone sings', () => {
    const words = parseLyrics(`a\u0007b\n${'x'.repeat(10_000)}\n${'y\n'.repeat(10_000)}`);
    const lines = words?.kind === 'plain' ? words.lines : [];
    expect(lines.slice(0, 2)).to.deep.equal(['a b', 'x'.repeat(500)]);
    expect(lines).to.have.length(2_000);
  });

  it('takes no time that is none', () => {
    const lines = [
      { atMs: Number.NaN, text: 'a' },
      { atMs: -1, text: 'b' },
      { atMs: 5, text: 'c' },
    ];
    expect(tidyWords({ kind: 'synced', lines })).to.deep.equal({ kind: 'synced', lines: [{ atMs: 5, text: 'c' }] });
  });
});

describe('lineAt', () => {
  it('is the last line that has begun', () => {
    const lines = [1_000, 2_000, 2_000, 5_000].map((atMs) => ({ atMs, text: '' }));
    expect([0, 1_000, 1_999, 2_000, 9_000].map((ms) => lineAt(lines, ms))).to.deep.equal([-1, 0, 0, 2, 3]);
  });
});
