import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { oggOpusFile, type OpusPacket } from '@tonearm/core';
import { anHlsPlaylist, MediaStandIn } from '@tonearm/core/testing';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';
import { RETRIES } from './support/gaps.js';
import { pitchOf } from './support/pitch.js';

const CLIENT_ID = 'abcdefabcdefabcdefabcdefabcdefab';
const LINK = 'https://soundcloud.com/harbour-lights/slow-tide';

/** A track as SoundCloud tells of it: invented, in its shape. */
function aRawTrack(id: number, way: string, raw: Readonly<Record<string, unknown>> = {}) {
  const [protocol = '', preset = ''] = way.split(' ');
  return {
    id,
    kind: 'track',
    title: 'Slow tide',
    permalink_url: LINK,
    full_duration: 60_000,
    user: { username: 'Harbour Lights' },
    track_authorization: 'jwt',
    media: {
      transcodings: [
        { url: `https://api-v2.soundcloud.com/media/${preset}/${protocol}`, preset, format: { protocol } },
      ],
    },
    ...raw,
  };
}

describe('/play with SoundCloud', function () {
  this.timeout(30_000);
  this.retries(RETRIES);
  let bot: TestBot;
  let cloud: MediaStandIn;

  before(async () => {
    cloud = await MediaStandIn.listen();
    const data = [{ hydratable: 'apiClient', data: { id: CLIENT_ID } }];
    cloud.serve('/', { body: `<script>window.__sc_hydration = ${JSON.stringify(data)};</script>` });
    bot = await aBot({ env: { SOUNDCLOUD: 'on', SOUNDCLOUD_URL: cloud.base } });
    bot.manager.joinVoice(bot.voice);
  });
  after(async () => {
    await bot.close();
    await cloud.close();
  });
  afterEach(async () => {
    bot.tonearm.session(bot.guild.id)?.stop();
    if (bot.voice.listener.frames.length > 0) await bot.voice.listener.waitForEnd();
    bot.voice.listener.clear();
    cloud.heal();
  });

  const serve = (raw: { readonly id: number }, media: string, address: string) => {
    for (const at of ['/resolve', `/tracks/${raw.id}`]) cloud.serve(at, { body: JSON.stringify(raw) });
    cloud.serve(media, { body: JSON.stringify({ url: cloud.url(address) }) });
  };
  const play = (query: string) => bot.manager.command(bot.text, 'play', { query });

  it('passes the Opus of a link on packet for packet, also when its addresses expire in the middle', async () => {
    const { shortDrop } = bot.music.packets;
    serve(aRawTrack(2_987_654_321, 'hls opus_0_0'), '/media/opus_0_0/hls', '/song/list.m3u8');
    const pieces = piecesOf(shortDrop);
    for (const [at, body] of pieces.entries()) cloud.serve(`/song/${at}`, { body });
    cloud.serve('/song/list.m3u8', { body: anHlsPlaylist(pieces.map((_, at) => ({ uri: String(at), seconds: 0.5 }))) });
    cloud.failNext('/song/1', { kind: 'status', status: 403 });
    const card = await play(`${LINK}?utm_source=clipboard&si=1`);
    const last = await reaches(card, 'played');
    expect(wordsOf(last)).to.contain('Slow tide').and.to.contain('Harbour Lights');
    const heard = await bot.voice.listener.waitForFrames(shortDrop.length);
    expect(heard.map(({ opus }) => Buffer.from(opus).toString('hex'))).to.deep.equal(
      shortDrop.map(({ data }) => Buffer.from(data).toString('hex')),
    );
    expect(cloud.requests.filter(({ path: asked }) => asked === '/media/opus_0_0/hls')).to.have.length(2);
    expect(cloud.requests.every(({ query }) => (query.get('client_id') ?? CLIENT_ID) === CLIENT_ID)).to.equal(true);
  });

  it('plays the MP3 that words have found', async function () {
    if (!bot.music.hasMp3) {
      console.log('      skipped: there is no ffmpeg to make and play an mp3');
      this.skip();
    }
    const raw = aRawTrack(2_987_654_322, 'progressive mp3_1_0');
    serve(raw, '/media/mp3_1_0/progressive', '/song.mp3');
    cloud.serve('/search/tracks', { body: JSON.stringify({ collection: [raw] }) });
    cloud.serve('/song.mp3', { body: await readFile(path.join(bot.music.path, 'Sine.mp3')) });
    const card = await play('soundcloud: slow tide');
    await reaches(card, 'playing');
    await bot.voice.listener.waitForFrames(50);
    expect(await pitchOf(bot.voice.listener.toOgg())).to.be.closeTo(440, 4.4);
  });

  it('says by its name why a track does not play', async () => {
    serve(
      aRawTrack(2_987_654_323, 'hls opus_0_0', { policy: 'SNIP', duration: 30_000 }),
      '/media/opus_0_0/hls',
      '/song/list.m3u8',
    );
    const card = await play('https://api.soundcloud.com/tracks/2987654323');
    await card.waitFor(({ message }) => /SoundCloud GO\+ track/.test(wordsOf(message)));
    expect(wordsOf(card.message)).to.contain('Slow tide');
  });

  it('plays what SoundCloud does not give away from the source that has the same recording', async () => {
    const { shortDrop } = bot.music.packets;
    const sold = { title: 'Short Drop', full_duration: 3_000, user: { username: 'The Tonearms' }, policy: 'SNIP' };
    serve(aRawTrack(2_987_654_324, 'hls opus_0_0', sold), '/media/opus_0_0/hls', '/song/list.m3u8');
    const card = await play('https://api.soundcloud.com/tracks/2987654324');
    await card.waitFor(({ message }) => wordsOf(message).includes('From local, because soundcloud cannot play it'));
    const heard = await bot.voice.listener.waitForFrames(shortDrop.length);
    expect(heard.map(({ opus }) => Buffer.from(opus).toString('hex'))).to.deep.equal(
      shortDrop.map(({ data }) => Buffer.from(data).toString('hex')),
    );
  });
});

/** An Ogg file as SoundCloud hands it out: cut between pages, its front in the first piece only. */
function piecesOf(packets: readonly OpusPacket[]): readonly Buffer[] {
  const file = oggOpusFile(packets, { preSkip: 0, tags: {} });
  const cuts: number[] = [];
  for (let at = 0; at >= 0; at = file.indexOf('OggS', at + 4)) cuts.push(at);
  const middle = cuts[Math.floor(cuts.length / 2) + 1] ?? file.length;
  return [file.subarray(0, middle), file.subarray(middle)];
}
