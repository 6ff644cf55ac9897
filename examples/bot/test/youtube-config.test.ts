import { SetupError } from '@tonearm/core';
import { expect } from 'chai';
import { readConfig } from '../src/config.js';

const DISCORD = { DISCORD_TOKEN: 'a token' };
const SANDBOX = { ...DISCORD, DISCORD_API_URL: 'http://127.0.0.1:1/api' };

describe('YouTube in the configuration of the bot', () => {
  it('is used on Discord, and elsewhere only when it is said: no test leaves the machine', () => {
    expect(readConfig(DISCORD).youtube).to.deep.equal({});
    expect(readConfig({}).youtube).to.equal(undefined);
    expect(readConfig(SANDBOX).youtube).to.equal(undefined);
    expect(readConfig({ ...SANDBOX, YOUTUBE: 'on' }).youtube).to.deep.equal({});
    expect(readConfig({ ...DISCORD, YOUTUBE: 'off' }).youtube).to.equal(undefined);
  });

  it('is asked as the operator wants', () => {
    const env = {
      YOUTUBE_COUNTRY: 'CH',
      YOUTUBE_COOKIES_FILE: '/secrets/cookies.txt',
      YOUTUBE_PROXY: 'http://me:hidden@proxy.example:8080',
      YT_DLP_PATH: '/opt/yt-dlp',
    };
    expect(readConfig({ ...DISCORD, ...env }).youtube).to.deep.equal({
      country: 'CH',
      cookiesFile: '/secrets/cookies.txt',
      proxy: 'http://me:hidden@proxy.example:8080',
      ytDlp: '/opt/yt-dlp',
    });
  });

  it('refuses nonsense with the name of its key, and shows no password', () => {
    expect(() => readConfig({ YOUTUBE: 'yes' })).to.throw(SetupError, 'YOUTUBE has to be “on” or “off”, not “yes”.');
    expect(() => readConfig({ YOUTUBE_COUNTRY: 'Peru' })).to.throw(SetupError, 'YOUTUBE_COUNTRY');
    expect(() => readConfig({ YOUTUBE_PROXY: 'socks5://me:hidden@host' })).to.throw(
      SetupError,
      /YOUTUBE_PROXY(?!.*hidden)/,
    );
  });
});
