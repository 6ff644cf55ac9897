import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { oggOpusFile } from '@tonearm/core';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';
import { RETRIES } from './support/gaps.js';
import { pitchOf } from './support/pitch.js';

describe('/play with links', function () {
  this.timeout(30_000);
  this.retries(RETRIES);
  let bot: TestBot;
  let web: Server;
  let base: string;
  const pages = new Map<string, (response: import('node:http').ServerResponse) => void>();

  before(async () => {
    web = createServer((request, response) => {
      const page = pages.get(request.url ?? '');
      if (page) page(response);
      else response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(web, 'listening');
    const { port } = web.address() as AddressInfo; // It listens on a port.
    base = `http://127.0.0.1:${port}`;
    bot = await aBot({ env: { ALLOW_LINKS_TO: '127.0.0.1' } });
    bot.manager.joinVoice(bot.voice);
  });
  after(async () => {
    await bot.close();
    web.closeAllConnections();
    await new Promise((done) => web.close(done));
  });
  afterEach(async () => {
    bot.tonearm.session(bot.guild.id)?.stop();
    if (bot.voice.listener.frames.length > 0) await bot.voice.listener.waitForEnd();
    bot.voice.listener.clear();
  });

  it('plays a file that is attached, packet for packet', async () => {
    const { shortDrop } = bot.music.packets;
    const bytes = oggOpusFile(shortDrop, { preSkip: 0, tags: { TITLE: 'Attached', ARTIST: 'A listener' } });
    const card = await bot.manager.command(bot.text, 'playfile', { file: { name: 'my song.opus', bytes } });
    const last = await reaches(card, 'played');
    expect(wordsOf(last)).to.contain('Attached').and.to.contain('A listener');
    const heard = await bot.voice.listener.waitForFrames(shortDrop.length);
    expect(heard.map(({ opus }) => Buffer.from(opus).toString('hex'))).to.deep.equal(
      shortDrop.map(({ data }) => Buffer.from(data).toString('hex')),
    );
  });

  it('plays a radio station until it is stopped, by its name', async function () {
    if (!bot.music.hasMp3) {
      console.log('      skipped: there is no ffmpeg to make and play an mp3');
      this.skip();
    }
    const sine = await readFile(path.join(bot.music.path, 'Sine.mp3'));
    pages.set('/live', (response) => {
      response.writeHead(200, {
        'icy-name': 'Radio Concert Pitch',
        'icy-br': '128',
        'icy-metaint': String(sine.length),
      });
      // Far more than is played here; no end.
      for (let time = 0; time < 20; time++) response.write(Buffer.concat([sine, titleBlock(`Hour *${time}*`)]));
    });
    pages.set('/station.pls', (response) => response.end(`[playlist]\nFile1=${base}/live\nLength1=-1\n`));
    const card = await bot.manager.command(bot.text, 'play', { query: `${base}/station.pls` });
    const playing = await reaches(card, 'playing');
    expect(wordsOf(playing)).to.contain('Radio Concert Pitch');
    await card.waitFor(({ message }) => /Hour \\\*\d+\\\*/.test(wordsOf(message)));
    expect(wordsOf(card.message), 'what is on, and on which station').to.contain('Radio Concert Pitch');
    await bot.voice.listener.waitForFrames(150);
    expect(await pitchOf(bot.voice.listener.toOgg())).to.be.closeTo(440, 4.4);
    const refused = await bot.manager.command(bot.text, 'seek', { time: '1:00' });
    await refused.waitForReply();
    expect(refused.message?.content).to.match(/live/i);
    const stopped = await bot.manager.command(bot.text, 'stop');
    await stopped.waitForReply();
  });

  it('says why a link does not play, and opens none that leads inside', async () => {
    pages.set('/page', (response) => response.end('<!doctype html><title>Music!</title>'));
    pages.set('/trap', (response) => response.writeHead(302, { Location: 'http://169.254.169.254/latest' }).end());
    for (const [link, words] of [
      [`${base}/page`, /a page of 127\.0\.0\.1, not to audio/],
      [`${base}/missing`, /has nothing at that address/],
      [`${base}/trap`, /leads into a private network/],
      ['http://[::1]:9/', /leads into a private network/],
      ['http://me:secret@radio.example/', /user name or a password/],
    ] as const) {
      const card = await bot.manager.command(bot.text, 'play', { query: link });
      await card.waitFor(({ message }) => words.test(wordsOf(message)));
      expect(wordsOf(card.message)).not.to.match(/169\.254|secret/);
    }
  });
});

/** What a station says is on, between its sound: its length in blocks of 16 bytes, and the text. */
function titleBlock(title: string): Buffer {
  const text = Buffer.alloc(48);
  text.write(`StreamTitle='${title}';`);
  return Buffer.concat([Buffer.from([text.length / 16]), text]);
}
