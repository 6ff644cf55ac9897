import { SystemClock } from '@tonearm/core';
import { aWebmOpus, type MediaAnswer, MediaStandIn } from '@tonearm/core/testing';
import { type YouTubeSources, youtubeSources } from '@tonearm/source-youtube';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';
import { RETRIES } from './support/gaps.js';

/** What our YouTube says of a video: where its sound lies, or why it does not play. */
type Video =
  | { readonly title: string; readonly author: string; readonly seconds: number; readonly path: string }
  | { readonly status: string; readonly reason: string };

const SONG_SECONDS = 120;
const SONG = aWebmOpus(SONG_SECONDS);
/** Where its clusters begin, one every five seconds. */
const CLUSTERS = placesOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]), SONG);
/** Its table of times stands before the first. */
const INDEX_RANGE = { start: '0', end: String((CLUSTERS[0] ?? 0) - 1) };
const VIDEOS: Readonly<Record<string, Video>> = {
  wallsong001: { title: 'Over the Wall', author: 'The Bricks', seconds: SONG_SECONDS, path: '/song' },
  nosound0001: { title: 'Short Drop', author: 'The Tonearms', seconds: 3, path: '/nothing' },
  private0001: { status: 'LOGIN_REQUIRED', reason: 'This video is private' },
  robot000001: { status: 'LOGIN_REQUIRED', reason: 'Sign in to confirm you’re not a bot' },
};

describe('the sound of YouTube', function () {
  this.timeout(60_000);
  let tube: MediaStandIn;
  let bot: TestBot;
  let sources: YouTubeSources;
  let visitors = 0;

  before(async () => {
    tube = await MediaStandIn.listen();
    tube.serve('/youtubei/v1/visitor_id', () => json({ responseContext: { visitorData: `visitor-${++visitors}` } }));
    tube.serve('/youtubei/v1/player', ({ body }) => json(answerTo(JSON.parse(body))));
    tube.serve('/youtubei/v1/reel/reel_item_watch', () => json({}));
    tube.serve('/song', { body: SONG, type: 'audio/webm' });
    bot = await aBot();
    const parts = { clock: new SystemClock(), logger: bot.log };
    sources = await youtubeSources(parts, { endpoint: tube.base, fetch: tube.fetch, ytDlp: false });
    bot.tonearm.sources.add(sources.youtube);
    bot.manager.joinVoice(bot.voice);
  });
  after(async () => {
    await bot.close();
    await sources.close();
    await tube.close();
  });
  afterEach(async () => {
    tube.heal();
    bot.tonearm.session(bot.guild.id)?.stop();
    if (bot.voice.listener.frames.length > 0) await bot.voice.listener.waitForEnd();
    bot.voice.listener.clear();
  });

  const play = (id: string, from = '') =>
    bot.manager.command(bot.text, 'play', { query: `https://youtu.be/${id}${from}` });
  const questions = () => tube.requests.filter(({ path }) => path === '/youtubei/v1/player').length;

  it('plays a video over the wall at 60 s, packet for packet, without a gap of a second', async function () {
    this.retries(RETRIES);
    const [head = 0] = CLUSTERS;
    const [begin = 0, wall = 0] = CLUSTERS.slice(55 / 5);
    // Little faster than it is heard, and refused from a minute on, once for each visitor.
    tube.failAlways('/song', { kind: 'slow', bytesPerSecond: 14_000 });
    tube.failAlways('/song', { kind: 'wall', afterBytes: head + wall - begin, identity: { query: 'visitor' } });
    const linesBefore = bot.log.lines.length;
    const requestsBefore = tube.requests.length;
    const before = visitors;
    const card = await reaches(await play('wallsong001', '?t=55'), 'playing');
    expect(wordsOf(card)).to.contain('Over the Wall');
    const wanted = 9 * 50;
    const frames = await bot.voice.listener.waitForFrames(wanted, 20_000);
    const heard = frames.slice(0, wanted).map(({ opus }) => Number(opus[3]) * 256 + Number(opus[4]));
    expect(heard).to.deep.equal(Array.from({ length: wanted }, (_, n) => 55 * 50 + n));
    expect(bot.voice.listener.gaps(1_000)).to.deep.equal([]);
    expect(visitors, 'it was somebody else').to.be.above(before);
    const asked = tube.requests.slice(requestsBefore).filter(({ path }) => path === '/song');
    const from = asked.slice(0, 3).map(({ range }) => Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1]));
    expect(from, 'the head, the place, and behind the wall').to.deep.equal([0, begin, wall]);
    const said = bot.log.lines.slice(linesBefore).map(({ message }) => message);
    expect(said, 'inside the source').to.include('A stream of YouTube goes on');
    expect(said, 'not by opening it again').not.to.include('A stream broke off');
  });

  it('says why a video does not play, and asks once', async () => {
    const before = questions();
    const card = await play('private0001');
    await card.waitFor(({ message }) => /only people its owner has invited/.test(wordsOf(message)));
    expect(questions()).to.equal(before + 1);
  });

  it('plays the same from another source, when nobody gives the sound', async () => {
    const card = await play('nosound0001');
    const playing = await reaches(card, 'playing');
    expect(wordsOf(playing)).to.contain('Short Drop').and.to.contain('local');
    const { shortDrop } = bot.music.packets;
    const heard = await bot.voice.listener.waitForFrames(shortDrop.length);
    expect(heard.map(({ opus }) => Buffer.from(opus).toString('hex'))).to.deep.equal(
      shortDrop.map(({ data }) => Buffer.from(data).toString('hex')),
    );
  });

  it('says what helps when YouTube asks for proof, and asks nothing more', async () => {
    const before = questions();
    for (let time = 0; time < 3; time++) {
      const card = await play('robot000001');
      await card.waitFor(({ message }) => /proof that this bot is no robot/.test(wordsOf(message)));
    }
    expect(questions()).to.equal(before + 1);
    expect(bot.log.lines.filter(({ message }) => message.includes('is no robot'))).to.have.length(1);
  });
});

function json(value: unknown): MediaAnswer {
  return { body: JSON.stringify(value), type: 'application/json' };
}

/** As YouTube answers a client that has direct addresses. */
function answerTo(question: { readonly videoId: string; readonly context: { readonly client: object } }): object {
  const video = VIDEOS[question.videoId] ?? { status: 'ERROR', reason: 'This video is unavailable' };
  if ('status' in video) return { playabilityStatus: video };
  const { title, author, seconds, path } = video;
  const url = new URL(path, 'https://r1.googlevideo.com');
  if ('visitorData' in question.context.client)
    url.searchParams.set('visitor', String(question.context.client.visitorData));
  return {
    playabilityStatus: { status: 'OK' },
    videoDetails: { videoId: question.videoId, title, author, lengthSeconds: String(seconds) },
    streamingData: {
      adaptiveFormats: [{ itag: 251, mimeType: 'audio/webm; codecs="opus"', url: url.href, indexRange: INDEX_RANGE }],
    },
  };
}

function placesOf(mark: Buffer, file: Buffer): readonly number[] {
  const places: number[] = [];
  for (let at = file.indexOf(mark); at !== -1; at = file.indexOf(mark, at + 1)) places.push(at);
  return places;
}
