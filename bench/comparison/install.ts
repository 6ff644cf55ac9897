import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PEERS } from './contestants.js';

/** Installs the rivals unless they are there as the lockfile wants them. @returns why that failed; `undefined` when they are there */
export async function installPeers(say: (line: string) => void): Promise<string | undefined> {
  if (await isInstalled()) return undefined;
  say('the rivals are installed first (npm ci in bench/peers)');
  const npm = spawn('npm', ['ci', '--no-progress', '--loglevel=error'], {
    cwd: fileURLToPath(PEERS),
    env: withoutNpm(process.env),
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  let words = '';
  npm.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  try {
    const [code] = await once(npm, 'close');
    return code === 0 ? undefined : `npm ci failed: ${words.trim().split('\n').slice(0, 2).join(' ')}`;
  } catch (error) {
    return `npm could not be started: ${String(error)}`;
  }
}

async function isInstalled(): Promise<boolean> {
  try {
    const installed = await stat(new URL('node_modules/.package-lock.json', PEERS));
    const wanted = await stat(new URL('package-lock.json', PEERS));
    return installed.mtimeMs >= wanted.mtimeMs;
  } catch {
    return false;
  }
}

/** What npm tells its scripts would have the inner npm work on the outer project. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toLowerCase().startsWith('npm_')));
}
