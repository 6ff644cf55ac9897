import { expect } from 'chai';
import {
  escapedLine,
  escapeMarkdown,
  maskedLink,
  person,
  plainLine,
  shorten,
  webAddress,
} from '../../src/progress/foreign-text.js';

describe('foreign text', () => {
  it('keeps a space at which no line ends, but no run of them', () => {
    expect(plainLine('Rien\u00A0: rien\u00A0\u00A0rien\u00A0', 50)).to.equal('Rien\u00A0: rien rien');
  });

  it('keeps right-to-left lines within the limit, isolation included', () => {
    expect(plainLine('ש'.repeat(200), 100)).to.have.length(100);
    expect(plainLine('ש'.repeat(99), 100)).to.have.length.at.most(100);
    expect(plainLine('ש', 100)).to.equal('\u2068ש\u2069');
  });

  it('keeps what needs nothing as it is', () => {
    expect(escapedLine('Don’t stop – 99 Luftballons (live)', 100)).to.equal('Don’t stop – 99 Luftballons (live)');
  });

  it('takes the meaning out of markdown', () => {
    expect(escapeMarkdown('**a** _b_ ~~c~~ `d` ||e|| [f](g) \\')).to.equal(
      '\\*\\*a\\*\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\` \\|\\|e\\|\\| \\[f\\](g) \\\\',
    );
  });

  it('escapes headings, lists and quotes at the beginning only', () => {
    expect(['# a #', '- b-c', '+ d', '1. e 2.', '> f'].map(escapeMarkdown)).to.deep.equal([
      '\\# a #',
      '\\- b-c',
      '\\+ d',
      '1\\. e 2.',
      '\\> f',
    ]);
  });

  it('parts an @ from its word, and opens no mention or link', () => {
    expect(escapeMarkdown('@everyone <@123> <#4> https://a.example')).to.equal(
      '@\u200Beveryone \\<@\u200B123\\> \\<#4\\> https\\://a.example',
    );
  });

  it('makes one line of many', () => {
    expect(plainLine(' a\r\n\tb\u0000c \u2028 d ', 100)).to.equal('a b c d');
  });

  it('drops what turns the writing direction, and keeps right-to-left words to themselves', () => {
    expect(plainLine('abc\u202Egpj.exe', 100)).to.equal('abcgpj.exe');
    expect(plainLine('שלום', 100)).to.equal('\u2068שלום\u2069');
  });

  it('shortens to the length and marks it', () => {
    expect(shorten('abcdef', 6)).to.equal('abcdef');
    expect(shorten('abcdefg', 6)).to.equal('abcde…');
    expect(shorten('abcd efg', 6)).to.equal('abcd…');
  });

  it('cuts no character in two', () => {
    expect(shorten('ab👩‍👩‍👧‍👦cd', 6)).to.equal('ab…');
    expect(shorten('🎵🎵🎵🎵', 6)).to.equal('🎵🎵…');
  });

  it('mends half a character', () => {
    expect(plainLine('a\uD83C', 10)).to.equal('a\uFFFD');
  });

  it('links to the web only, and closes no bracket too early', () => {
    expect(maskedLink('x', 'https://a.example/b(c)?d=<e>')).to.equal('[x](<https://a.example/b%28c%29?d=%3Ce%3E>)');
    expect(maskedLink('x', 'javascript:alert(1)')).to.equal('x');
    expect(webAddress('')).to.equal(undefined);
    expect(webAddress(`https://a.example/${'b'.repeat(500)}`)).to.equal(undefined);
  });

  it('mentions a person by their id, and nothing else', () => {
    expect(person('100000000000000001')).to.equal('<@100000000000000001>');
    expect(person('@everyone')).to.equal('@\u200Beveryone');
  });
});
