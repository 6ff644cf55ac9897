import { expect } from 'chai';
import { foldText, wordsOf } from '../src/fold-text.js';

describe('foldText', () => {
  it('leaves what people type: no accents, capitals, apostrophes or double spaces', () => {
    expect(foldText('  Beyoncé’s   CAFÉ ')).to.equal('beyonces cafe');
    expect(foldText('Størst Straße Łódź Ærø Þór ＡＢ')).to.equal('storst strasse lodz aero thor ab');
  });
});

describe('wordsOf', () => {
  it('parts at everything that is no letter or digit, and at every character of scripts without spaces', () => {
    expect(wordsOf('AC/DC – T.N.T. (1975)')).to.deep.equal(['ac', 'dc', 't', 'n', 't', '1975']);
    expect(wordsOf('黒うさP feat 初音')).to.deep.equal(['黒', 'う', 'さ', 'p', 'feat', '初', '音']);
    expect(wordsOf('Привет мир')).to.deep.equal(['привет', 'мир']);
    expect(wordsOf('?!')).to.deep.equal([]);
  });
});
