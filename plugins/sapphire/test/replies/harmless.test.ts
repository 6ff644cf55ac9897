import { phrases, speechIn } from '@tonearm/core';
import { expect } from 'chai';
import { harmless } from '../../src/replies/harmless.js';

const say = phrases({
  en: { gone: '“{title}” is gone: see http://help.example.', because: 'Nothing plays. {why}' },
  de: { gone: '„{title}“ ist weg: siehe http://help.example.', because: 'Nichts läuft. {why}' },
  fr: { gone: '« {title} » n’est plus là : voir http://help.example.', because: 'Rien ne joue. {why}' },
});

describe('harmless', () => {
  const said = (language: string, words: Parameters<typeof harmless>[0]) => speechIn(language).phrase(harmless(words));

  it('takes the meaning out of what comes from outside, and leaves our own words', () => {
    const gone = say('gone', { title: '**@everyone** [x](http://evil.example)' });
    const title = '\\*\\*@\u200beveryone\\*\\* \\[x\\](http\\://evil.example)';
    expect(said('en', gone)).to.equal(`“${title}” is gone: see http://help.example.`);
    expect(said('de', gone)).to.equal(`„${title}“ ist weg: siehe http://help.example.`);
  });

  it('does so in phrases inside of phrases, and counts on', () => {
    const words = say('because', { why: say('gone', { title: '`code`' }) });
    expect(said('en', words)).to.equal('Nothing plays. “\\`code\\`” is gone: see http://help.example.');
  });

  it('trusts no word of what is English alone', () => {
    expect(said('de', '<@1> **bold**')).to.equal('\\<@\u200b1\\> \\*\\*bold\\*\\*');
    expect(said('de', { english: '**bold**' })).to.equal('\\*\\*bold\\*\\*');
  });
});
