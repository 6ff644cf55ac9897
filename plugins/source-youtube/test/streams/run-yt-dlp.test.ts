import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Children, ResourceLedger, ResourceLimitError, resourceLimits } from '@tonearm/core';
import { expect } from 'chai';
import type { YtDlp } from '../../src/streams/find-yt-dlp.js';
import { runYtDlp, ytDlpArguments } from '../../src/streams/run-yt-dlp.js';
import { rejected } from '../rejected.js';
import { aYtDlp, type StandInYtDlp, VIDEO, whenGone, type YtDlpDeed } from './a-yt-dlp.js';

describe('runYtDlp', function () {
  if (process.platform === 'win32') return;
  this.timeout(15_000);
  let program: StandInYtDlp;
  const install = async (deed: YtDlpDeed) => {
    program = await aYtDlp(deed);
    return program.found();
  };
  const signal = new AbortController().signal;
  const children = new Children();
  afterEach(() => program.remove());

  it('tells it which JavaScript runtime to use, as soon as it knows of any', async () => {
    const found = await install({ kind: 'describe', description: {} });
    await runYtDlp(found, VIDEO, {}, children, signal);
    await runYtDlp({ ...found, releasedMs: Date.UTC(2025, 5, 1) }, VIDEO, {}, children, signal);
    const [now, then] = await program.runs();
    expect(now?.args).to.include.members(['--js-runtimes', `node:${process.execPath}`]);
    expect(then?.args).to.not.include('--js-runtimes');
  });

  it('gives it none of our secrets: neither in its environment, nor in its arguments', async () => {
    const found = await install({ kind: 'describe', description: {} });
    process.env['DISCORD_TOKEN'] = 'very-secret';
    try {
      await runYtDlp(found, VIDEO, { proxy: 'http://me:password@proxy.invalid:1' }, children, signal);
    } finally {
      delete process.env['DISCORD_TOKEN'];
    }
    const [run] = await program.runs();
    expect(run?.env).to.not.have.property('DISCORD_TOKEN');
    expect(run?.env['HTTPS_PROXY']).to.equal('http://me:password@proxy.invalid:1');
    expect(run?.args.join(' ')).to.not.include('password');
  });

  it('kills it, and what it has started, with the signal', async () => {
    const found = await install({ kind: 'hang' });
    const life = new AbortController();
    const running = runYtDlp(found, VIDEO, {}, children, life.signal);
    await program.whenRun(1);
    const [run] = await program.runs();
    life.abort(new RangeError('skipped'));
    await rejected(running, RangeError);
    for (const pid of run?.pids ?? []) await whenGone(pid);
    expect(run?.pids).to.have.length(2);
  });

  it('waits for none that one which has ended leaves behind: it kills them', async () => {
    const found = await install({ kind: 'leave' });
    expect(await runYtDlp(found, VIDEO, {}, children, signal)).to.deep.equal({ code: 1, output: '', complaint: '' });
    const [run] = await program.runs();
    for (const pid of run?.pids ?? []) await whenGone(pid);
    expect(run?.pids).to.have.length(2);
  });

  it('goes through the proxy of the options, whatever the environment says', async () => {
    const found = await install({ kind: 'describe', description: {} });
    process.env['https_proxy'] = 'http://elsewhere.invalid:2';
    process.env['NO_PROXY'] = '*';
    try {
      await runYtDlp(found, VIDEO, { proxy: 'http://proxy.invalid:1' }, children, signal);
      await runYtDlp(found, VIDEO, {}, children, signal);
    } finally {
      delete process.env['https_proxy'];
      delete process.env['NO_PROXY'];
    }
    const [own, environment] = await program.runs();
    expect(own?.env).to.include({ HTTPS_PROXY: 'http://proxy.invalid:1', https_proxy: 'http://proxy.invalid:1' });
    expect(own?.env).to.not.have.any.keys('NO_PROXY', 'no_proxy');
    expect(environment?.env).to.include({ https_proxy: 'http://elsewhere.invalid:2', NO_PROXY: '*' });
  });

  it('counts it until it has gone, and starts none that would be too many', async () => {
    const found = await install({ kind: 'hang' });
    const ledger = new ResourceLedger(resourceLimits({ childProcesses: 1 }));
    const life = new AbortController();
    const running = runYtDlp(found, VIDEO, {}, ledger.children, life.signal).catch(() => {});
    await rejected(runYtDlp(found, VIDEO, {}, ledger.children, signal), ResourceLimitError);
    expect(ledger.figures('child-process')).to.include({ open: 1, refused: 1 });
    await program.whenRun(1);
    life.abort(new RangeError('skipped'));
    await running;
    expect(ledger.figures('child-process')).to.include({ open: 0, created: 1 });
    expect(await program.runs()).to.have.length(1);
  });

  it('gives each a copy of the cookies for itself, which is gone with it, and lets the file be', async () => {
    const found = await install({ kind: 'describe', description: {} });
    const cookiesFile = path.join(program.folder, 'cookies.txt');
    const ours = '.youtube.com\tTRUE\t/\tTRUE\t1999999999\tSID\tg.a000';
    const text = `# Netscape HTTP Cookie File\n${ours}\n.google.com\tTRUE\t/\tTRUE\t1999999999\tSID\tnot-for-youtube\n`;
    // Whoever started the bot may only read it.
    await writeFile(cookiesFile, text, { mode: 0o444 });
    await Promise.all([1, 2].map(() => runYtDlp(found, VIDEO, { cookiesFile }, children, signal)));
    const cookies = (await program.runs()).map((run) => run.cookies ?? expect.fail('It was given no cookies.'));
    for (const { text: given, mode } of cookies)
      expect({ given, mode }).to.deep.equal({ given: `# Netscape HTTP Cookie File\n${ours}\n`, mode: 0o600 });
    expect(new Set(cookies.map(({ file }) => file))).to.have.length(2);
    expect(cookies.filter(({ file }) => existsSync(path.dirname(file)))).to.be.empty;
    expect(await readFile(cookiesFile, 'utf8')).to.equal(text);
  });

  it('leaves no cookies behind one that is killed', async () => {
    const found = await install({ kind: 'hang' });
    const cookiesFile = path.join(program.folder, 'cookies.txt');
    await writeFile(cookiesFile, '');
    const life = new AbortController();
    const running = runYtDlp(found, VIDEO, { cookiesFile }, children, life.signal);
    await program.whenRun(1);
    life.abort(new RangeError('skipped'));
    await rejected(running, RangeError);
    const [run] = await program.runs();
    expect(existsSync(path.dirname(run?.cookies?.file ?? expect.fail('It was given no cookies.')))).to.equal(false);
  });

  it('kills one that writes without an end', async () => {
    const found = await install({ kind: 'flood' });
    const end = await runYtDlp(found, VIDEO, {}, children, signal);
    expect(end.code).to.equal(null);
    expect(end.output.length).to.be.at.most(16 * 1024 * 1024);
  });
});

describe('ytDlpArguments', () => {
  const some: YtDlp = { path: '', version: '', origin: 'PATH', releasedMs: null };

  it('lets nothing through that could be an option', async () => {
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
    const args = ytDlpArguments(some, '--exec-0123', {});
    expect(args.slice(-2)).to.deep.equal(['--', 'https://www.youtube.com/watch?v=--exec-0123']);
    expect(args).to.include('--ignore-config').and.to.not.include('--write-link');
  });
});
