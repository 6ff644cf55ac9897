import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as settle } from 'node:timers/promises';
import { findYtDlp, type YtDlp } from '../../src/streams/find-yt-dlp.js';

/** The video that it is asked for. */
export const VIDEO = 'abcdefghijk';

const OPUS = { ext: 'webm', acodec: 'opus', vcodec: 'none', protocol: 'https', abr: 130 };
/** What it tells of one: sound in two languages, evened, and with a picture. */
export const DESCRIPTION = {
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

/** What it does when it is asked for a video. */
export type YtDlpDeed =
  | { readonly kind: 'describe'; readonly description: unknown }
  | { readonly kind: 'complain'; readonly complaint: string }
  /** Writes for ever. */
  | { readonly kind: 'flood' }
  /** Starts a child of its own, and neither ends. */
  | { readonly kind: 'hang' }
  /** Ends, and leaves a child behind that holds what it wrote to. */
  | { readonly kind: 'leave' };

/** How it was started. */
export interface YtDlpRun {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Its own, and that of what it has started. */
  readonly pids: readonly number[];
  /** The file of cookies, as it found it; it leaves others there, as yt-dlp does. */
  readonly cookies?: { readonly file: string; readonly text: string; readonly mode: number };
  /** How many that were started before were still there. */
  readonly beside: number;
}

/** A program that stands in for yt-dlp: written by the test, run by this Node. Removed by who made it. */
export interface StandInYtDlp {
  readonly folder: string;
  readonly path: string;
  /** What the source finds of it. */
  found(): Promise<YtDlp>;
  /** What it was told, each time it ran for a video. */
  runs(): Promise<readonly YtDlpRun[]>;
  /** A file of cookies, of somebody. */
  cookies(): Promise<string>;
  /** Resolves as soon as it has run so often. */
  whenRun(times: number): Promise<void>;
  remove(): Promise<void>;
}

export async function aYtDlp(deed: YtDlpDeed, version = '2026.11.20'): Promise<StandInYtDlp> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tonearm-yt-dlp-'));
  const program = path.join(folder, 'yt-dlp');
  const log = path.join(folder, 'runs');
  const script = `#!${process.execPath}
const fs = require('node:fs');
const deed = ${JSON.stringify(deed)};
const args = process.argv.slice(2);
if (args.includes('--version')) { console.log(${JSON.stringify(version)}); process.exit(0); }
const pids = [process.pid];
const isThere = (pid) => { try { process.kill(pid, 0); return true; } catch { return false; } };
// Another one may be writing its line: behind the last end of a line, it is half written.
const before = fs.existsSync(${JSON.stringify(log)}) ? fs.readFileSync(${JSON.stringify(log)}, 'utf8').split('\\n').slice(0, -1) : [];
const beside = before.filter((line) => isThere(JSON.parse(line).pids[0])).length;
if (deed.kind === 'hang') pids.push(require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']).pid);
if (deed.kind === 'leave') pids.push(require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' }).pid);
const file = args[args.indexOf('--cookies') + 1];
const cookies = args.includes('--cookies') ? { file, text: fs.readFileSync(file, 'utf8'), mode: fs.statSync(file).mode & 0o777 } : undefined;
if (cookies) fs.writeFileSync(file, 'its own');
fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify({ args, env: process.env, pids, cookies, beside }) + '\\n');
if (deed.kind === 'describe') process.stdout.write(JSON.stringify(deed.description));
if (deed.kind === 'complain') { console.error(deed.complaint); process.exitCode = 1; }
if (deed.kind === 'leave') process.exit(1);
if (deed.kind === 'hang') setInterval(() => {}, 1e6);
if (deed.kind === 'flood') { const chunk = 'x'.repeat(1 << 20); const go = () => { while (process.stdout.write(chunk)); process.stdout.once('drain', go); }; go(); }
`;
  await writeFile(program, script, { mode: 0o755 });
  const runs = async () => {
    if (!existsSync(log)) return [];
    const lines = (await readFile(log, 'utf8')).split('\n');
    // Behind the last end of a line, one may be half written.
    return lines.slice(0, -1).map((line) => JSON.parse(line));
  };
  return {
    folder,
    path: program,
    found: async () => {
      const found = await findYtDlp({ path: program });
      if (!found) throw new Error('The stand-in was not found.');
      return found;
    },
    runs,
    cookies: async () => {
      const file = path.join(folder, 'cookies.txt');
      await writeFile(file, '.youtube.com\tTRUE\t/\tTRUE\t1999999999\tSID\tg.a000\n');
      return file;
    },
    whenRun: async (times) => {
      while ((await runs()).length < times) await settle();
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Resolves as soon as no such process is there any more. */
export async function whenGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    if ((await stateOf(pid)) === 'Z') return;
    await settle();
  }
}

/** A process that has ended stays until its parent looks. */
async function stateOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\) (\w)/.exec(stat)?.[1];
}
