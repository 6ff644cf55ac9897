import { expect } from 'chai';
import fc from 'fast-check';
import { SetupError, SourceUnavailableError } from '@tonearm/core';
import { aWebmOpus, FakeClock } from '@tonearm/core/testing';
import { findYtDlp, type YtDlp } from '../../src/streams/find-yt-dlp.js';
import { runYtDlp, ytDlpArguments } from '../../src/streams/run-yt-dlp.js';
import { BotCheckError, UnplayableVideoError } from '../../src/streams/stream-errors.js';
import { readYtDlpOffer } from '../../src/streams/yt-dlp-offer.js';
import {
  aClient,
  aTubeOfSound,
  heard,
  rejected,
  sound,
  type TubeOfSound,
  type TubeOptions,
} from './a-tube-of-sound.js';
import { aYtDlp, type StandInYtDlp, whenGone, type YtDlpDeed } from './a-yt-dlp.js';
import { anAnswer, aRefusal } from './player-answers.js';

const VIDEO = 'abcdefghijk';
const OPUS = { ext: 'webm', acodec: 'opus', vcodec: 'none', protocol: 'https', abr: 130 };
const DESCRIPTION = {
  formats: [
    { ...OPUS, format_id: '251-0', url: 'https://r1.googlevideo.com/dubbed', language_preference: -10 },
    { ...OPUS, format_id: '251-drc', url: 'https://r1.googlevideo.com/drc', language_preference: 10 },
    { ...OPUS, format_id: '251-1', url: 'https://r1.googlevideo.com/yt-dlp', language_preference: 10 },
    {
      format_id: '18',
      ext: 'mp4',
      acodec: 'mp4a.40.2',
      vcodec: 'avc1',
      protocol: 'https',
      url: 'https://r1.googlevideo.com/18',
    },
  ],
};

describe('yt-dlp', function () {
  if (process.platform === 'win32') return;
  this.timeout(15_000);
  let program: StandInYtDlp;
  const install = async (deed: YtDlpDeed, version?: string) => {
    program = await aYtDlp(deed, version);
    const found = await findYtDlp({ path: program.path });
    if (!found) throw new Error('The stand-in was not found.');
    return found;
  };
  const signal = new AbortController().signal;
  afterEach(() => program.remove());

  describe('findYtDlp', () => {
    it('finds the one in PATH, with its age', async () => {
      await install({ kind: 'hang' }, '2026.11.20.123456');
      const found = await findYtDlp({ env: { PATH: `/nowhere:${program.folder}` } });
      const releasedMs = Date.UTC(2026, 10, 20);
      expect(found).to.deep.equal({ path: program.path, version: '2026.11.20.123456', origin: 'PATH', releasedMs });
    });

    it('finds none where there is none', async () => {
      await install({ kind: 'hang' });
      expect(await findYtDlp({ env: { PATH: '/nowhere' } })).to.equal(undefined);
      expect(await findYtDlp({ env: {} })).to.equal(undefined);
    });

    it('does not pass over one that was asked for by its path', async () => {
      program = await aYtDlp({ kind: 'hang' }, 'ffmpeg version 7');
      await rejected(findYtDlp({ path: program.path }), SetupError);
      await rejected(findYtDlp({ path: '/nowhere/yt-dlp' }), SetupError);
    });
  });

  describe('runYtDlp', () => {
    it('tells it which JavaScript runtime to use, as soon as it knows of any', async () => {
      const found = await install({ kind: 'describe', description: {} });
      await runYtDlp(found, VIDEO, {}, signal);
      await runYtDlp({ ...found, releasedMs: Date.UTC(2025, 5, 1) }, VIDEO, {}, signal);
      const [now, then] = await program.runs();
      expect(now?.args).to.include.members(['--js-runtimes', `node:${process.execPath}`]);
      expect(then?.args).to.not.include('--js-runtimes');
    });

    it('gives it none of our secrets: neither in its environment, nor in its arguments', async () => {
      const found = await install({ kind: 'describe', description: {} });
      process.env['DISCORD_TOKEN'] = 'very-secret';
      try {
        await runYtDlp(found, VIDEO, { proxy: 'http://me:password@proxy.invalid:1', cookiesFile: '/c.txt' }, signal);
      } finally {
        delete process.env['DISCORD_TOKEN'];
      }
      const [run] = await program.runs();
      expect(run?.env).to.not.have.property('DISCORD_TOKEN');
      expect(run?.env['HTTPS_PROXY']).to.equal('http://me:password@proxy.invalid:1');
      expect(run?.args.join(' ')).to.include('--cookies /c.txt').and.to.not.include('password');
    });

    it('kills it, and what it has started, with the signal', async () => {
      const found = await install({ kind: 'hang' });
      const life = new AbortController();
      const running = runYtDlp(found, VIDEO, {}, life.signal);
      await program.whenRun(1);
      const [run] = await program.runs();
      life.abort(new RangeError('skipped'));
      await rejected(running, RangeError);
      for (const pid of run?.pids ?? []) await whenGone(pid);
      expect(run?.pids).to.have.length(2);
    });

    it('waits for none that one which has ended leaves behind: it kills them', async () => {
      const found = await install({ kind: 'leave' });
      expect(await runYtDlp(found, VIDEO, {}, signal)).to.deep.equal({ code: 1, output: '', complaint: '' });
      const [run] = await program.runs();
      for (const pid of run?.pids ?? []) await whenGone(pid);
      expect(run?.pids).to.have.length(2);
    });

    it('goes through the proxy of the options, whatever the environment says', async () => {
      const found = await install({ kind: 'describe', description: {} });
      process.env['https_proxy'] = 'http://elsewhere.invalid:2';
      process.env['NO_PROXY'] = '*';
      try {
        await runYtDlp(found, VIDEO, { proxy: 'http://proxy.invalid:1' }, signal);
        await runYtDlp(found, VIDEO, {}, signal);
      } finally {
        delete process.env['https_proxy'];
        delete process.env['NO_PROXY'];
      }
      const [own, environment] = await program.runs();
      expect(own?.env).to.include({ HTTPS_PROXY: 'http://proxy.invalid:1', https_proxy: 'http://proxy.invalid:1' });
      expect(own?.env).to.not.have.any.keys('NO_PROXY', 'no_proxy');
      expect(environment?.env).to.include({ https_proxy: 'http://elsewhere.invalid:2', NO_PROXY: '*' });
    });

    it('kills one that writes without an end', async () => {
      const found = await install({ kind: 'flood' });
      const end = await runYtDlp(found, VIDEO, {}, signal);
      expect(end.code).to.equal(null);
      expect(end.output.length).to.be.at.most(16 * 1024 * 1024);
    });
  });

  describe('ytDlpArguments', () => {
    const some: YtDlp = { path: '', version: '', origin: 'PATH', releasedMs: null };

    it('lets nothing through that could be an option', async () => {
      await install({ kind: 'hang' });
      for (const id of [
        '--exec=reboot',
        '-J',
        '',
        'a b',
        'abcdefghij',
        'abcdefghijkl',
        'abcdefghij\n',
        '../../../..',
        'ä'.repeat(11),
      ])
        expect(() => ytDlpArguments(some, id, {}), id).to.throw(TypeError);
    });

    it('has the id behind the end of its options, also one that begins with a dash', async () => {
      await install({ kind: 'hang' });
      const args = ytDlpArguments(some, '--exec-0123', {});
      expect(args.slice(-2)).to.deep.equal(['--', 'https://www.youtube.com/watch?v=--exec-0123']);
      expect(args).to.include('--ignore-config').and.to.not.include('--write-link');
    });
  });

  describe('as the last way', () => {
    let tube: TubeOfSound;
    const start = async (deed: YtDlpDeed, options: TubeOptions = {}) => {
      const found = await install(deed);
      tube = await aTubeOfSound({ clients: [aClient('ONE')], ...options });
      tube.tell('ONE', () => aRefusal('ERROR', 'Something went wrong.'));
      return found;
    };
    afterEach(() => tube.close());

    it('gives the original sound, when no client does', async () => {
      const file = aWebmOpus(20);
      const found = await start({ kind: 'describe', description: DESCRIPTION });
      tube.streams.useYtDlp(found);
      tube.media.serve('/yt-dlp', { body: file });
      const stream = await tube.open({ positionMs: 11_000 });
      expect(stream.positionMs).to.equal(10_000);
      await heard(stream.readable);
      expect(tube.media.requests.every(({ path }) => path === '/yt-dlp')).to.equal(true);
      expect(tube.streams.reports()[1]).to.include({ client: 'yt-dlp', status: 'closed' });
    });

    it('goes on in the middle where a client has stopped', async () => {
      const file = aWebmOpus(60);
      const found = await start({ kind: 'describe', description: DESCRIPTION }, { pieceBytes: 200_000 });
      tube.streams.useYtDlp(found);
      tube.tell('ONE', ({ visitorData }) => ({
        playabilityStatus: { status: 'OK' },
        streamingData: {
          adaptiveFormats: [
            {
              itag: 251,
              mimeType: 'audio/webm; codecs="opus"',
              url: `https://r1.googlevideo.com/one?v=${visitorData}`,
            },
          ],
        },
      }));
      for (const path of ['/one', '/yt-dlp']) tube.media.serve(path, { body: file });
      tube.media.failAlways('/one', { kind: 'wall', afterBytes: 300_000 });
      expect((await heard((await tube.open()).readable)).bytes.equals(file)).to.equal(true);
    });

    it('says what YouTube says', async () => {
      const found = await start({
        kind: 'complain',
        complaint: `WARNING: x\nERROR: [youtube] ${VIDEO}: Private video. Sign in if you've been granted access`,
      });
      tube.streams.useYtDlp(found);
      expect(await rejected(tube.open(), UnplayableVideoError)).to.include({ reason: 'private' });
    });

    it('says what it complains about', async () => {
      const found = await start({ kind: 'complain', complaint: 'Traceback (most recent call last)' });
      tube.streams.useYtDlp(found);
      expect((await rejected(tube.open(), SourceUnavailableError)).message).to.include('yt-dlp: ended with 1');
    });

    for (const [says, reason] of [
      [
        "Unable to download API page: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
      ],
      ['Unable to download API page: HTTP Error 403: Forbidden (caused by <HTTPError 403: Forbidden>)'],
      ['<urlopen error [Errno -3] Temporary failure in name resolution>'],
      ['Requested format is not available. Use --list-formats for a list of available formats'],
      ['Words that nobody has seen before'],
      ['Video unavailable', 'unavailable'],
      [
        'The uploader has not made this video available in your country. You might want to use a VPN or a proxy server (with --proxy) to workaround.',
        'country',
      ],
    ] as const) {
      it(`tells its own troubles from those of the video: ${says.slice(0, 60)}`, async () => {
        tube = await aTubeOfSound({ clients: [aClient('ONE')] });
        tube.tell('ONE', () => aRefusal('ERROR', 'Something went wrong.'));
        tube.streams.useYtDlp(await install({ kind: 'complain', complaint: `ERROR: [youtube] ${VIDEO}: ${says}` }));
        const error = await tube.open().catch((failure: unknown) => failure);
        if (reason === undefined)
          expect(error).to.be.instanceOf(SourceUnavailableError).and.include({ retryable: true });
        else expect(error).to.be.instanceOf(UnplayableVideoError).and.include({ reason, retryable: false });
      });
    }

    it('shows listeners no address and no path of this machine in what it complains about', async () => {
      const found = await start({
        kind: 'complain',
        complaint: `ERROR: [youtube] ${VIDEO}: No way through 'http://me:hunter2@proxy.invalid:1' with /home/me/c.txt (caused by X)`,
      });
      tube.streams.useYtDlp(found);
      const { message } = await rejected(tube.open(), SourceUnavailableError);
      expect(message).to.include("yt-dlp: No way through '…' with … (caused by X)");
    });

    it('is not asked after a bot check, unless it has an account', async () => {
      const found = await start({ kind: 'describe', description: DESCRIPTION });
      tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
      tube.media.serve('/yt-dlp', { body: aWebmOpus(5) });
      tube.streams.useYtDlp(found);
      await rejected(tube.open(), BotCheckError);
      expect(await program.runs()).to.be.empty;
      await tube.close();
      tube = await aTubeOfSound({ clients: [aClient('ONE')] });
      tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
      tube.media.serve('/yt-dlp', { body: aWebmOpus(5) });
      tube.streams.useYtDlp(found, { cookiesFile: '/cookies.txt' });
      (await tube.open()).readable.destroy();
      expect(tube.asked).to.have.length(1);
    });

    it('with an account heals what is stopped in the middle by a bot check', async () => {
      const file = aWebmOpus(60);
      const found = await start({ kind: 'describe', description: DESCRIPTION }, { pieceBytes: 200_000 });
      tube.streams.useYtDlp(found, { cookiesFile: '/cookies.txt' });
      let isSuspected = false;
      tube.tell('ONE', (question) =>
        isSuspected ? aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot') : anAnswer([sound(question)]),
      );
      for (const path of ['/one', '/yt-dlp']) tube.media.serve(path, { body: file });
      tube.media.failAlways('/one', { kind: 'wall', afterBytes: 300_000 });
      const { readable } = await tube.open();
      isSuspected = true;
      expect((await heard(readable)).bytes.equals(file)).to.equal(true);
    });

    it('is given up when it takes too long, and nothing is left of it', async () => {
      const clock = new FakeClock();
      const found = await start({ kind: 'hang' }, { clock });
      tube.streams.useYtDlp(found);
      const opening = rejected(tube.open(), SourceUnavailableError);
      await program.whenRun(1);
      await clock.advance(30_000);
      expect((await opening).message).to.include('yt-dlp: no answer in time');
      for (const { pids } of await program.runs()) for (const pid of pids) await whenGone(pid);
    });

    it('runs twice at once, and no more', async () => {
      const found = await start({ kind: 'hang' });
      tube.streams.useYtDlp(found);
      const lives = Array.from({ length: 5 }, () => new AbortController());
      const openings = lives.map(({ signal }) => tube.open({ streamSignal: signal }).catch(() => {}));
      for (const [index, life] of lives.entries()) {
        await program.whenRun(Math.min(index + 2, lives.length));
        life.abort(new Error('over'));
      }
      await Promise.all(openings);
      const runs = await program.runs();
      expect(runs).to.have.length(5);
      expect(Math.max(...runs.map(({ beside }) => beside))).to.equal(1);
    });
  });
});

describe('readYtDlpOffer', () => {
  it('takes the original, not evened, and what passes through first', () => {
    expect(readYtDlpOffer(DESCRIPTION).formats.map(({ url }) => url.pathname)).to.deep.equal(['/yt-dlp']);
  });

  it('offers a live stream by its playlist with the least picture', () => {
    const hls = { protocol: 'm3u8_native', acodec: 'mp4a.40.2', vcodec: 'avc1' };
    const formats = [
      { ...hls, format_id: '96', tbr: 4_000, url: 'https://manifest.googlevideo.com/96.m3u8' },
      { ...hls, format_id: '91', tbr: 290, url: 'https://manifest.googlevideo.com/91.m3u8' },
      { ...hls, format_id: '229', tbr: 100, acodec: 'none', url: 'https://manifest.googlevideo.com/229.m3u8' },
    ];
    const offer = readYtDlpOffer({ is_live: true, formats });
    expect(offer).to.deep.include({ live: true, formats: [] });
    expect(offer.hlsUrl?.pathname).to.equal('/91.m3u8');
  });

  it('never throws, whatever the description is', () => {
    const wild = fc.oneof(fc.jsonValue(), fc.string());
    const format = fc.record(
      {
        format_id: wild,
        url: wild,
        acodec: wild,
        vcodec: wild,
        protocol: wild,
        filesize: wild,
        format_note: wild,
        tbr: wild,
      },
      { requiredKeys: [] },
    );
    const descriptions = fc.oneof(
      fc.anything(),
      fc.record({ formats: fc.oneof(fc.array(format), wild), is_live: wild }),
    );
    fc.assert(fc.property(descriptions, (description) => readYtDlpOffer(description).withoutUrl === 0));
  });
});
