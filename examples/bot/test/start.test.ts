import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const START = fileURLToPath(new URL('../src/start.js', import.meta.url));

describe('npm start', function () {
  this.timeout(30_000);
  let folder: string;
  let occupant: Server;
  let taken: number;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tonearm-start-'));
    occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const address = occupant.address();
    taken = typeof address === 'object' && address ? address.port : 0;
  });
  after(async () => {
    occupant.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts it as npm would, away from anybody's `.env`. */
  function start(env: NodeJS.ProcessEnv): {
    child: ChildProcess;
    said: (wanted: RegExp) => Promise<string>;
    all: () => string;
  } {
    const { DISCORD_TOKEN: _, ...ours } = process.env;
    const child = spawn(process.execPath, [START], {
      cwd: folder,
      env: { ...ours, DATA_DIR: folder, LOG_LEVEL: 'error', ...env },
    });
    let text = '';
    const said = (wanted: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => wanted.test(text) && resolve(text);
        for (const stream of [child.stdout, child.stderr]) {
          stream?.on('data', (chunk: Buffer) => {
            text += chunk.toString();
            look();
          });
        }
        child.once('close', () => reject(new Error(`It ended before it had said ${wanted}: ${text}`)));
      });
    return { child, said, all: () => text };
  }

  it('opens a Discord of its own on the next free port, with the bot as a child, and Ctrl-C ends both', async function () {
    if (process.platform !== 'linux') {
      console.log('      skipped: processes are counted in /proc');
      this.skip();
    }
    const { child, said } = start({ PORT: `${taken}` });
    const closed = once(child, 'close');
    const text = await said(/Ctrl-C ends it\./);
    const urls = new Set(text.match(/http:\/\/\S+/g));
    expect(urls.size).to.equal(1);
    const [url = ''] = urls;
    const port = Number(new URL(url).port);
    expect(port).to.be.greaterThan(taken);
    expect(text)
      .to.contain(`Port ${taken} is taken; using ${port}.`)
      .and.to.match(/ffmpeg/i);
    const children = await childrenOf(child.pid ?? 0);
    expect(children).to.have.length(1);
    const startedAtMs = performance.now();
    child.kill('SIGINT');
    const [code] = await closed;
    expect(code).to.equal(0);
    expect(performance.now() - startedAtMs).to.be.lessThan(4_000);
    for (const pid of children) expect(isAlive(pid)).to.equal(false);
  });

  for (const [key, value] of [
    ['PORT', 'eighty'],
    ['LOG_LEVEL', 'loud'],
    ['DISCORD_API_URL', 'no address'],
  ] as const) {
    it(`ends with a sentence about ${key} when its value is wrong`, async () => {
      const { child, said } = start({ [key]: value });
      const closed = once(child, 'close');
      const text = await said(new RegExp(`${key} has to be .*, not “${value}”`));
      expect((await closed)[0]).to.equal(1);
      expect(text).not.to.contain('    at ');
    });
  }
});

async function childrenOf(parent: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const parents = await Promise.all(
    pids.map((pid) =>
      readFile(`/proc/${pid}/stat`, 'utf8').then(
        (stat) => Number(stat.split(') ')[1]?.split(' ')[1]),
        () => 0,
      ),
    ),
  );
  return pids.filter((_, index) => parents[index] === parent);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
