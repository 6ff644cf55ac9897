import { readdir, readFile } from 'node:fs/promises';

/** Of a second; Linux tells programs of no other (`getconf CLK_TCK`). */
const TICK_MS = 10;

interface Usage {
  readonly parent: number;
  /** Its own, and that of its children which have ended. */
  readonly cpuMs: number;
}

/** The CPU time of a process and of all that it started, ended ones included. `undefined` where there is no /proc. */
export async function treeCpuMs(pid: number): Promise<number | undefined> {
  const processes = new Map<number, Usage>();
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    // It may have ended since it was listed.
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined);
    if (text !== undefined) processes.set(Number(name), parseStat(text));
  }
  if (!processes.has(pid)) return undefined;
  return sumOf(pid, processes);
}

/** A line of /proc/PID/stat (proc(5)). The second field, the program's name in parentheses, may hold anything. */
export function parseStat(line: string): Usage {
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = Number.NaN] = fields;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + field, 0);
  return { parent, cpuMs: ticks * TICK_MS };
}

function sumOf(pid: number, processes: ReadonlyMap<number, Usage>): number {
  const children = [...processes].filter(([, { parent }]) => parent === pid);
  return (processes.get(pid)?.cpuMs ?? 0) + children.reduce((sum, [child]) => sum + sumOf(child, processes), 0);
}
