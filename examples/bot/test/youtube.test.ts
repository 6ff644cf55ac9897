import { SystemClock } from '@tonearm/core';
import { anOpusPacket, aWebmOpus, MediaStandIn } from '@tonearm/core/testing';
import { type YouTubeSources, youtubeSources } from '@tonearm/source-youtube';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';
import { RETRIES } from './support/gaps.js';

const SECONDS = 2;
const FRAMES = SECONDS * 50;
const ID = 'inventedID1';

describe('/play with YouTube', function () {
  this.timeout(30_000);
  this.retries(RETRIES);
  let bot: TestBot;
  let tube: MediaStandIn;
  let sources: YouTubeSources;

  before(async () => {
    tube = await aYouTube();
    bot = await aBot();
    const parts = { clock: new SystemClock(), logger: bot.log };
    sources = await youtubeSources(parts, { endpoint: tube.base, fetch: tube.fetch, ytDlp: false });
    for (const source of [sources.youtube, sources.music]) bot.tonearm.sources.add(source);
    bot.manager.joinVoice(bot.voice);
  });
  after(async () => {
    await bot.close();
    await sources.close();
    await tube.close();
  });
  afterEach(async () => {
    bot.tonearm.session(bot.guild.id)?.stop();
    if (bot.voice.listener.frames.length > 0) await bot.voice.listener.waitForEnd();
    bot.voice.listener.clear();
  });

  const asked = [
    ['a link', `https://youtu.be/${ID}?si=shared`],
    ['words', 'youtube: something invented'],
    ['a playlist', 'https://www.youtube.com/playlist?list=PLinvented'],
  ] as const;

  for (const [what, query] of asked) {
    it(`plays ${what} to its end, untouched`, async () => {
      const card = await bot.manager.command(bot.text, 'play', { query });
      const heard = await bot.voice.listener.waitForFrames(FRAMES);
      const sent = Array.from({ length: FRAMES }, (_, number) => hex(anOpusPacket(number)));
      expect(heard.map(({ opus }) => hex(opus))).to.deep.equal(sent);
      expect(wordsOf(await reaches(card, 'played')))
        .to.contain('Invented song')
        .and.to.contain('Invented artist');
    });
  }

  it('says why a video is not played', async () => {
    const card = await bot.manager.command(bot.text, 'play', { query: 'https://youtu.be/privateID01' });
    expect(wordsOf(await reaches(card, 'failed'))).to.contain('This video is private');
  });
});

/** A YouTube on this machine, with one song in the shapes that it sends. What it says is invented. */
async function aYouTube(): Promise<MediaStandIn> {
  const tube = await MediaStandIn.listen();
  const api = (path: string, answer: (asked: string) => object) =>
    tube.serve(`/youtubei/v1/${path}`, ({ body }) => ({
      body: JSON.stringify(answer(body)),
      type: 'application/json',
    }));
  tube.serve('/sound', { body: aWebmOpus(SECONDS), type: 'audio/webm' });
  api('visitor_id', () => ({ responseContext: { visitorData: 'a visitor' } }));
  api('player', (asked) => (asked.includes('privateID01') ? PRIVATE : PLAYER));
  const list = (renderer: object) => ({
    sectionListRenderer: { contents: [{ itemSectionRenderer: { contents: [renderer] } }] },
  });
  const video = { videoId: ID, title: runs('Invented song'), thumbnail: { thumbnails: [] }, thumbnailOverlays: [] };
  const length = { lengthText: { simpleText: `0:0${SECONDS}` } };
  const found = { videoRenderer: { ...video, ...length, ownerText: runs('Invented artist') } };
  api('search', () => ({ contents: { twoColumnSearchResultsRenderer: { primaryContents: list(found) } } }));
  const label = { accessibility: { accessibilityData: { label: 'Invented song' } } };
  const listed = {
    ...video,
    ...length,
    title: { ...video.title, ...label },
    shortBylineText: runs('Invented artist'),
    isPlayable: true,
  };
  const tab = {
    tabRenderer: { content: list({ playlistVideoListRenderer: { contents: [{ playlistVideoRenderer: listed }] } }) },
  };
  api('browse', () => ({
    contents: { twoColumnBrowseResultsRenderer: { tabs: [tab] } },
    metadata: { playlistMetadataRenderer: { title: 'Invented list' } },
  }));
  return tube;
}

const hex = (packet: Uint8Array) => Buffer.from(packet).toString('hex');
const runs = (text: string) => ({ runs: [{ text }] });

const PRIVATE = { playabilityStatus: { status: 'LOGIN_REQUIRED', reason: 'This video is private' } };

const PLAYER = {
  playabilityStatus: { status: 'OK' },
  videoDetails: { videoId: ID, title: 'Invented song', author: 'Invented artist', lengthSeconds: String(SECONDS) },
  streamingData: {
    adaptiveFormats: [
      { itag: 251, mimeType: 'audio/webm; codecs="opus"', bitrate: 1, url: 'https://r1.googlevideo.com/sound' },
    ],
  },
};
