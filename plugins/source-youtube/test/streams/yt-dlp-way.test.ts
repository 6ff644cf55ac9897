import { ResourceLedger, resourceLimits, SourceUnavailableError } from '@tonearm/core';
import { aWebmOpus, FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { BotCheckError, UnplayableVideoError } from '../../src/streams/stream-errors.js';
import { rejected } from '../rejected.js';
import { aClient, aTubeOfSound, heard, sound, type TubeOfSound, type TubeOptions } from './a-tube-of-sound.js';
import { aYtDlp, DESCRIPTION, type StandInYtDlp, VIDEO, whenGone, type YtDlpDeed } from './a-yt-dlp.js';
import { anAnswer, aRefusal } from './player-answers.js';

describe('yt-dlp, as the last way,', function () {
  if (process.platform === 'win32') return;
  this.timeout(15_000);
  let program: StandInYtDlp;
  let tube: TubeOfSound;
  const start = async (deed: YtDlpDeed, options: TubeOptions = {}) => {
    program = await aYtDlp(deed);
    tube = await aTubeOfSound({ clients: [aClient('ONE')], ...options });
    tube.tell('ONE', () => aRefusal('ERROR', 'Something went wrong.'));
    return program.found();
  };
  afterEach(async () => {
    await program.remove();
    await tube.close();
  });

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

  it('gives another sound when the best is refused, and none when it is the server that has no time', async () => {
    const [, , best] = DESCRIPTION.formats;
    const lesser = { ...best, format_id: '250-1', abr: 60, url: 'https://r1.googlevideo.com/lesser' };
    const found = await start({ kind: 'describe', description: { formats: [...DESCRIPTION.formats, lesser] } });
    tube.streams.useYtDlp(found);
    const allow = tube.media.failAlways('/yt-dlp', { kind: 'status', status: 403 });
    tube.media.serve('/lesser', { body: aWebmOpus(5) });
    (await tube.open()).readable.destroy();
    expect(tube.media.requests.map(({ path }) => path)).to.deep.equal(['/yt-dlp', '/lesser']);
    expect(await program.runs()).to.have.length(1);
    allow();
    tube.media.failAlways('/yt-dlp', { kind: 'status', status: 503 });
    await rejected(tube.open(), SourceUnavailableError);
    expect(tube.media.requests.slice(2).map(({ path }) => path)).to.deep.equal(['/yt-dlp']);
  });

  it('goes on in the middle where a client has stopped', async () => {
    const file = aWebmOpus(60);
    const found = await start({ kind: 'describe', description: DESCRIPTION }, { pieceBytes: 200_000 });
    tube.streams.useYtDlp(found);
    tube.tell('ONE', (question) => anAnswer([sound(question)]));
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

  it('says that the machine is full, when no program may be started', async () => {
    const ledger = new ResourceLedger(resourceLimits({ childProcesses: 1 }));
    ledger.take('child-process');
    const found = await start({ kind: 'describe', description: DESCRIPTION }, { children: ledger.children });
    tube.streams.useYtDlp(found);
    const { message } = await rejected(tube.open(), SourceUnavailableError);
    expect(message).to.include('yt-dlp: 1 tracks are being converted already');
    expect(await program.runs()).to.be.empty;
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
      const found = await start({ kind: 'complain', complaint: `ERROR: [youtube] ${VIDEO}: ${says}` });
      tube.streams.useYtDlp(found);
      const error = await tube.open().catch((failure: unknown) => failure);
      if (reason === undefined) expect(error).to.be.instanceOf(SourceUnavailableError).and.include({ retryable: true });
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
    tube.streams.useYtDlp(found, { cookiesFile: await program.cookies() });
    (await tube.open()).readable.destroy();
    expect(tube.asked).to.have.length(1);
  });

  it('with an account heals what is stopped in the middle by a bot check', async () => {
    const file = aWebmOpus(60);
    const found = await start({ kind: 'describe', description: DESCRIPTION }, { pieceBytes: 200_000 });
    tube.streams.useYtDlp(found, { cookiesFile: await program.cookies() });
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
    await clock.advance(25_000);
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
