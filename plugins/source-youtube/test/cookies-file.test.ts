import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SetupError } from '@tonearm/core';
import { expect } from 'chai';
import { cookieHeader, readCookiesFile } from '../src/cookies-file.js';

const FILE = [
  '# Netscape HTTP Cookie File',
  '',
  '.youtube.com\tTRUE\t/\tTRUE\t1999999999\tSAPISID\tabc/def',
  '#HttpOnly_.youtube.com\tTRUE\t/\tTRUE\t1999999999\tSID\tg.a000',
  '.google.com\tTRUE\t/\tTRUE\t1999999999\tSECRET\tnot-for-youtube',
  '.notyoutube.com\tTRUE\t/\tTRUE\t1999999999\tOTHER\tx',
  '.youtube.com\tTRUE\t/\tTRUE\t1999999999\tBAD\tline\r',
  '.youtube.com\tTRUE\t/\tTRUE\t1999999999\tSPLIT\ta; b=c',
  'broken line',
].join('\n');

describe('a file of cookies', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tonearm-cookies-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('gives those of YouTube, and no others', () => {
    expect(cookieHeader(FILE)).to.equal('SAPISID=abc/def; SID=g.a000; BAD=line');
    expect(cookieHeader('{"not": "a cookies.txt"}')).to.equal(undefined);
  });

  it('is read once, and says what is wrong with it without showing what is in it', async () => {
    const file = path.join(folder, 'cookies.txt');
    await writeFile(file, FILE);
    expect(await readCookiesFile(file)).to.contain('SAPISID=abc/def');
    await writeFile(file, '.google.com\tTRUE\t/\tTRUE\t0\tSECRET\tvalue');
    for (const bad of [file, path.join(folder, 'missing.txt')]) {
      const failure = await readCookiesFile(bad).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(SetupError).and.have.property('message').that.does.not.contain('value');
    }
  });
});
