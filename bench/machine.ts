import os from 'node:os';
import { findFfmpeg } from '@tonearm/core';

/** Where the figures were taken. */
export interface Machine {
  readonly cpus: number;
  readonly cpu: string;
  readonly memoryMB: number;
  readonly system: string;
  readonly node: string;
  readonly ffmpeg: string | null;
  /** Over 1, 5 and 15 minutes, before the first bench. */
  readonly load: readonly number[];
}

export async function describeMachine(): Promise<Machine> {
  const cpus = os.cpus();
  const ffmpeg = await findFfmpeg();
  return {
    cpus: cpus.length,
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    memoryMB: Math.round(os.totalmem() / 1e6),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    ffmpeg: ffmpeg === undefined ? null : `${ffmpeg.version} (${ffmpeg.origin})`,
    load: os.loadavg(),
  };
}
