import { setImmediate as settle } from 'node:timers/promises';
import {
  type AudioSource,
  Container,
  createTonearm,
  SetupError,
  silentLogger,
  type Tonearm,
  tokens,
} from '@tonearm/core';
import { aWebmOpus, FakeVoiceConnector, MediaStandIn } from '@tonearm/core/testing';
import { expect } from 'chai';
import { youtube, type YouTubeOptions } from '../src/index.js';
import { aTube, type Tube } from './a-tube.js';
import { aVideo, playerAnswer, videoId } from './answers.js';
import { aYtDlp, whenGone } from './streams/a-yt-dlp.js';
import { aRefusal, anAnswer } from './streams/player-answers.js';

/** The whole plugin, in a bot without voice. */
async function aBot(options: YouTubeOptions): Promise<Tonearm> {
  const container = new Container();
  container.provide(tokens.logger, silentLogger);
  container.provide(tokens.voiceConnector, new FakeVoiceConnector());
  return createTonearm({ container, plugins: [youtube({ ytDlp: false, ...options })] });
}

describe('youtube', () => {
  it('brings two sources, and asks nobody', async () => {
    const tube = await aTube();
    const tonearm = await aBot({ endpoint: tube.endpoint });
    expect(tonearm.sources.names()).to.deep.equal(['youtube', 'ytmusic']);
    await tonearm.close();
    expect(tube.requests).to.deep.equal([]);
    await tube.close();
  });

  it('refuses options that make no sense, without showing a password', () => {
    expect(() => youtube({ language: 'english!' })).to.throw(SetupError, 'language');
    expect(() => youtube({ country: 'us' })).to.throw(SetupError, 'country');
    expect(() => youtube({ longestPlaylist: 0 })).to.throw(SetupError, 'longestPlaylist');
    expect(() => youtube({ proxy: 'socks5://me:hidden@host' })).to.throw(SetupError, /proxy(?!.*hidden)/);
    expect(() => youtube({ endpoint: 'nowhere' })).to.throw(SetupError, 'endpoint');
    expect(() => youtube({ clients: [] })).to.throw(SetupError, 'clients');
  });

  it('ends the start when the file of cookies cannot be read', async () => {
    const failure = await aBot({ cookiesFile: '/nowhere/cookies.txt' }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(SetupError);
  });
});

describe('youtube, put together', () => {
  let tube: Tube;
  let media: MediaStandIn;
  let tonearm: Tonearm;
  before(async () => {
    tube = await aTube();
    media = await MediaStandIn.listen();
    media.serve('/sound', { body: aWebmOpus(3), type: 'audio/webm' });
    const format = { itag: 251, url: 'https://r1.googlevideo.com/sound', contentLength: undefined };
    tube.on('/visitor_id', () => ({ json: { responseContext: { visitorData: 'a visitor' } } }));
    tube.on('/player', ({ body }) => ({
      json:
        body.videoId === videoId(1)
          ? { ...anAnswer([format]), ...playerAnswer(aVideo(1), { lengthSeconds: '3' }) }
          : aRefusal('ERROR', 'This video is not available'),
    }));
    tonearm = await aBot({ endpoint: tube.endpoint, fetch: (url, init) => media.fetch(url, init) });
  });
  after(async () => {
    await tonearm.close();
    await media.close();
    await tube.close();
  });

  it('goes from a link to its sound', async () => {
    // The plugin brings a source with sound under this name.
    const source = tonearm.sources.get('youtube') as AudioSource;
    const signal = new AbortController().signal;
    const link = new URL(`https://www.youtube.com/watch?v=${videoId(1)}&list=PLx`);
    const { reference } = source.identify({ kind: 'url', url: link }) ?? expect.fail('It knows no such link.');
    const found = await source.resolve(reference, { signal, report: () => {} });
    if (found.kind !== 'track') return expect.fail(`It is ${found.kind}.`);
    const stream = await source.open(found.track, { positionMs: 0, attemptSignal: signal, streamSignal: signal });
    const chunks: Buffer[] = [];
    for await (const chunk of stream.readable) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(aWebmOpus(3))).to.equal(true);
  });

  it('asks once for a link and its sound, and anew when it is opened again', async () => {
    const source = tonearm.sources.get('youtube') as AudioSource;
    const signal = new AbortController().signal;
    const players = () => tube.requests.filter(({ path }) => path === '/player');
    const before = players().length;
    const found = await source.resolve(
      { source: 'youtube', kind: 'track', id: videoId(1) },
      { signal, report: () => {} },
    );
    if (found.kind !== 'track') return expect.fail(`It is ${found.kind}.`);
    for (const asked of [1, 2]) {
      const context = { positionMs: 0, attemptSignal: signal, streamSignal: signal };
      (await source.open(found.track, context)).readable.destroy();
      expect(players().length - before).to.equal(asked);
    }
    const visitors = players().map(({ body }) => body.context.client.visitorData);
    expect(new Set(visitors)).to.deep.equal(new Set(['a visitor']));
  });

  it('counts a yt-dlp among the child processes until nobody waits for it any more', async function () {
    if (process.platform === 'win32') this.skip();
    const program = await aYtDlp({ kind: 'hang' });
    const bot = await aBot({ endpoint: tube.endpoint, ytDlp: program.path });
    const source = bot.sources.get('youtube') as AudioSource;
    const life = new AbortController();
    const context = { positionMs: 0, attemptSignal: life.signal, streamSignal: life.signal };
    // It knows only the first.
    const track = { source: 'youtube', id: videoId(2), title: 'x', author: '', url: '', durationMs: 1 };
    const opening = source.open(track, context).catch(() => {});
    await program.whenRun(1);
    expect(bot.resourceStatus().childProcesses).to.include({ open: 1, created: 1 });
    life.abort();
    await opening;
    const [run] = await program.runs();
    for (const pid of run?.pids ?? []) await whenGone(pid);
    while (bot.resourceStatus().childProcesses.open > 0) await settle();
    expect(bot.resourceStatus().childProcesses).to.include({ open: 0, released: 1 });
    await bot.close();
    await program.remove();
  });

  it('leaves YouTube alone in everything when it suspects a robot', async () => {
    const suspect = await aTube();
    suspect.on('/visitor_id', () => ({ json: { responseContext: { visitorData: 'a visitor' } } }));
    suspect.on('/player', () => ({ json: aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot') }));
    const bot = await aBot({ endpoint: suspect.endpoint });
    const source = bot.sources.get('youtube') as AudioSource;
    const signal = new AbortController().signal;
    const context = { positionMs: 0, attemptSignal: signal, streamSignal: signal };
    const track = { source: 'youtube', id: videoId(1), title: 'x', author: '', url: '', durationMs: 1 };
    const codes: unknown[] = [];
    for (const ask of [
      () => source.resolve({ source: 'youtube', kind: 'track', id: videoId(1) }, { signal, report: () => {} }),
      () => source.open(track, context),
      () => source.resolve({ source: 'youtube', kind: 'track', id: videoId(2) }, { signal, report: () => {} }),
    ]) {
      codes.push(
        await ask().catch((error: unknown) => (error instanceof Error && 'reason' in error ? error.reason : error)),
      );
    }
    expect(codes).to.deep.equal(['bot-check', 'bot-check', 'bot-check']);
    expect(suspect.requests.filter(({ path }) => path === '/player')).to.have.length(1);
    await bot.close();
    await suspect.close();
  });
});
