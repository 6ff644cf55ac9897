import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** Whose packages a new project installs, and the program that makes it. */
const WORKSPACES = [
  'core',
  'plugins/create-tonearm',
  'plugins/discord-sandbox',
  'plugins/discord-voice',
  'plugins/progress-embed',
  'plugins/progress-text',
  'plugins/sapphire',
  'plugins/source-local',
];

interface Packed {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Makes `node_modules` in a folder as if our packages had been installed from the registry: those files of each that npm would
 * publish, and nothing else. What they need of others is linked from the repository, so nothing is downloaded.
 */
export async function installPublished(folder: string): Promise<void> {
  const modules = path.join(folder, 'node_modules');
  await mkdir(path.join(modules, '@tonearm'), { recursive: true });
  for (const name of await readdir(path.join(ROOT, 'node_modules'))) {
    if (name === '@tonearm' || name === 'create-tonearm') continue;
    await symlink(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  }
  const packed = await packedFiles();
  for (const [index, { name, files }] of packed.entries()) {
    const from = path.join(ROOT, WORKSPACES[index] ?? '');
    for (const file of files) await cp(path.join(from, file.path), path.join(modules, name, file.path));
    await linkOwnModules(path.join(from, 'node_modules'), path.join(modules, name, 'node_modules'));
  }
}

async function packedFiles(): Promise<readonly Packed[]> {
  const workspaces = WORKSPACES.flatMap((workspace) => ['--workspace', workspace]);
  const flags = ['--dry-run', '--json', '--offline', '--ignore-scripts'];
  const { stdout } = await run('npm', ['pack', ...flags, ...workspaces], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}

/** Where two packages need two versions of a third, npm gives one of them its own. */
async function linkOwnModules(from: string, to: string): Promise<void> {
  const own = await readdir(from).catch(() => []);
  if (own.length === 0) return;
  await mkdir(to, { recursive: true });
  for (const name of own) await symlink(path.join(from, name), path.join(to, name));
}
