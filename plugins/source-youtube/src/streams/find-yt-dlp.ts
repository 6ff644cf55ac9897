import { execFile } from 'node:child_process';
import { findProgram, SetupError } from '@tonearm/core';

/** A yt-dlp that has run on this machine. */
export interface YtDlp {
  readonly path: string;
  readonly version: string;
  readonly origin: 'option' | 'PATH';
  /** When it was released, in Unix milliseconds: its version is a date. `null` when it is none. */
  readonly releasedMs: number | null;
}

export interface FindYtDlpOptions {
  /** The program to use, and no other. */
  readonly path?: string;
  /** Where `PATH` is read; the process's own environment by default. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A packed Python program takes some seconds to start on a slow disk. */
const PROBE_MS = 15_000;

/** What a child may know of our environment: how to find its things and the network, and none of the bot's secrets. */
const ENVIRONMENT = [
  ...['PATH', 'HOME', 'USERPROFILE', 'LANG', 'LC_ALL', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'XDG_CACHE_HOME'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
  ...['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
];

/**
 * The yt-dlp to use, or `undefined` when this machine has none: the option, else the first in `PATH`.
 * @throws SetupError when the program that the option names cannot be used: what someone asked for by name is not passed over
 */
export async function findYtDlp({ path, env = process.env }: FindYtDlpOptions = {}): Promise<YtDlp | undefined> {
  if (path !== undefined) {
    const version = await versionOf(path, env);
    if (version !== undefined) return { path, version, origin: 'option', releasedMs: dateOf(version) };
    throw new SetupError(`The path of yt-dlp is “${path}”, but no yt-dlp runs there. Correct it, or leave it out.`);
  }
  const found = findProgram('yt-dlp', env['PATH'] ?? '');
  const version = found && (await versionOf(found, env));
  return found && version ? { path: found, version, origin: 'PATH', releasedMs: dateOf(version) } : undefined;
}

/** The environment for a yt-dlp. A proxy of ours goes before everything that the environment says of proxies, exceptions included. */
export function ytDlpEnvironment(env: NodeJS.ProcessEnv, proxy?: string): NodeJS.ProcessEnv {
  const names = ENVIRONMENT.filter((name) => proxy === undefined || !/_proxy$/i.test(name));
  const kept = names.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]);
  // Python takes the small ones before the large.
  const ours = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, proxy]);
  return { ...Object.fromEntries(kept), ...(proxy !== undefined && Object.fromEntries(ours)), PYTHONUTF8: '1' };
}

function versionOf(path: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const options = { timeout: PROBE_MS, killSignal: 'SIGKILL', env: ytDlpEnvironment(env), windowsHide: true } as const;
  return new Promise((resolve) => {
    execFile(path, ['--ignore-config', '--version'], options, (error, output) => {
      const [version] = /^\d{4}\.\d{1,2}\.\d{1,2}[^\s]{0,40}/.exec(output) ?? [];
      resolve(error ? undefined : version);
    });
  });
}

function dateOf(version: string): number | null {
  const [year = 0, month = 0, day = 0] = version.split('.').map(Number);
  const ms = Date.UTC(year, month - 1, day);
  return Number.isFinite(ms) ? ms : null;
}
