import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { installPublished, ROOT } from './published-packages.js';

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** What breaks a project whose tests are worth something: a file, what stands there, and what takes its place. */
interface Break {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const SOURCE = 'dist/src/crate-digger-source.js';
const SERVICE = 'dist/src/service.js';
const VIEW = 'dist/src/crate-digger-view.js';
const BREAKS: Readonly<Record<'source' | 'view' | 'bot', readonly Break[]>> = {
  source: [
    {
      what: 'gives each spelling a key of its own',
      file: SOURCE,
      from: "kind: 'track', id }",
      to: "kind: 'track', id: query.url.href }",
    },
    { what: 'knows no words', file: SOURCE, from: 'query.text.toLowerCase()', to: 'query.text' },
    {
      what: 'takes a web page for sound',
      file: SERVICE,
      from: "beginningWith('OggS', resumedBytes(sound), noSound)",
      to: 'resumedBytes(sound)',
    },
  ],
  view: [
    { what: 'trusts titles', file: VIEW, from: 'escapedLine(', to: 'String(' },
    { what: 'keeps reasons to itself', file: VIEW, from: 'snapshot.reason', to: "''" },
  ],
  bot: [
    { what: 'has no source', file: 'dist/src/bot.js', from: "localFiles({ folder: MUSIC_DIR || 'music' }),", to: '' },
  ],
};

describe('npm create tonearm', function () {
  this.timeout(120_000);
  let folder: string;

  before(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'create-tonearm-')));
    await installPublished(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** As npm runs it: the published program, in the folder where the person is. */
  function create(...args: readonly string[]): Promise<Outcome> {
    return run(process.execPath, [path.join(folder, 'node_modules/create-tonearm/bin.js'), ...args], folder);
  }

  it('may be started by its name in a clone, where `npx` runs the very file that the package names', async function () {
    if (process.platform === 'win32') this.skip();
    const own = path.join(ROOT, 'plugins/create-tonearm');
    const { bin } = JSON.parse(await readFile(path.join(own, 'package.json'), 'utf8'));
    const { code, output } = await run(path.join(own, bin['create-tonearm']), ['--help'], folder);
    expect(code, output).to.equal(0);
    expect(output).to.contain('npm create tonearm <name>');
  });

  for (const kind of ['source', 'view', 'bot'] as const) {
    describe(`of a ${kind}`, () => {
      const name = `tonearm-${kind}-crate-digger`;
      let project: string;

      before(async () => {
        project = path.join(folder, name);
        const made = await create(name, '--kind', kind);
        expect(made).to.have.property('code', 0, made.output);
        expect(made.output).to.contain(`cd ${name}`);
      });

      it('leaves no word of the template', async () => {
        const files = (await readdir(project, { recursive: true, withFileTypes: true })).filter((file) =>
          file.isFile(),
        );
        const names = files.map((file) => path.relative(project, path.join(file.parentPath, file.name)));
        expect(names).to.include.members(['.gitignore', 'package.json', 'README.md', 'tsconfig.json']);
        expect(names.join()).not.to.match(/thing/i);
        for (const file of names.filter((one) => !one.endsWith('.opus'))) {
          expect(await readFile(path.join(project, file), 'utf8'), file).not.to.match(/thing[- ]?(name|package)/i);
        }
        expect(JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'))).to.have.property('name', name);
      });

      it('passes its tests: npm test', async () => {
        const tested = await run('npm', ['test', '--offline'], project);
        expect(tested.code, tested.output).to.equal(0);
        expect(Number(/(\d+) passing/.exec(tested.output)?.[1]), tested.output).to.be.above(2);
        // What its contract's kit asks; a bot has no contract.
        if (kind !== 'bot') expect(tested.output).to.match(new RegExp(`^ *A: the ${kind} “crate-digger” keeps`, 'm'));
      });

      for (const { what, file, from, to } of BREAKS[kind]) {
        it(`fails its tests when it ${what}`, async () => {
          const place = path.join(project, file);
          const whole = await readFile(place, 'utf8');
          expect(whole).to.contain(from);
          await writeFile(place, whole.replaceAll(from, to));
          const tested = await run(
            process.execPath,
            [path.join(folder, 'node_modules/mocha/bin/mocha.js'), '--bail'],
            project,
          );
          await writeFile(place, whole);
          expect(tested.code, tested.output).not.to.equal(0);
          expect(tested.output).to.match(/[1-9]\d* failing/);
        });
      }

      it('is never made over what is there', async () => {
        const readme = path.join(project, 'README.md');
        await writeFile(readme, 'mine');
        const again = await create(name, '--kind', kind);
        expect(again.code).to.equal(1);
        expect(again.output).to.equal(
          `There is already something in “${name}”, and nothing is overwritten. Take another name.\n`,
        );
        expect(await readFile(readme, 'utf8')).to.equal('mine');
      });
    });
  }

  describe('of a bot, started', () => {
    it('opens a Discord of its own without a token, and ends with it at Ctrl-C', async () => {
      const project = path.join(folder, 'tonearm-bot-crate-digger');
      const { DISCORD_TOKEN: _, ...env } = process.env;
      // A group of its own, so that it can be told to stop as a terminal does: all of it at once.
      const bot = spawn(process.execPath, ['dist/src/start.js'], {
        cwd: project,
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const exited = once(bot, 'exit');
      let said = '';
      // Read to its end: who writes into a pipe that nobody reads is ended by it.
      await new Promise<void>((resolve) => {
        bot.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          said += chunk;
          if (said.includes('Ctrl-C ends it.')) resolve();
        });
        bot.once('exit', () => resolve());
      });
      expect(said).to.match(/http:\/\/127\.0\.0\.1:\d+/);
      process.kill(-(bot.pid ?? 0), 'SIGINT');
      expect(await exited).to.deep.equal([0, null]);
    });
  });

  it('says what is missing when there is no terminal to ask at', async () => {
    const { code, output } = await create('my-thing');
    expect(code).to.equal(1);
    expect(output).to.match(/^A kind is missing, and there is no terminal to ask at\.\n\nnpm create tonearm <name>/);
    expect((await create()).output).to.match(/^A name and a kind is missing/);
    expect((await create('--help')).output).to.match(/^npm create tonearm <name>[\s\S]*source[\s\S]*view[\s\S]*bot/);
  });

  it('makes nothing of a name that will not do', async () => {
    const before = await readdir(folder);
    const { code, output } = await create('../My Thing', '--kind', 'view');
    expect({ code, output }).to.deep.equal({
      code: 1,
      output:
        '“../My Thing” cannot be the name of a package: use small letters, digits and single dashes, beginning with a letter. Try “my-thing”.\n',
    });
    expect(await readdir(folder)).to.deep.equal(before);
  });

  it('says nothing of its own code when an option is unknown', async () => {
    const { code, output } = await create('my-thing', '--sort', 'view');
    expect(code).to.equal(1);
    expect(output).to.contain('--sort').and.not.to.contain('    at ');
  });
});

function run(program: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, maxBuffer: 16 * 1024 * 1024 }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}
