import { type ExecFileException, execFile } from 'node:child_process';

/** Who brought the ffmpeg that we found, in the order in which we look. */
export type FfmpegOrigin = 'option' | 'FFMPEG_PATH' | 'ffmpeg-static' | 'PATH' | '@ffmpeg-installer';

/** An ffmpeg that has run on this machine. */
export interface Ffmpeg {
  readonly path: string;
  readonly version: string;
  readonly origin: FfmpegOrigin;
  /** The last year of its copyright line; `null` when it has none. */
  readonly releasedYear: number | null;
}

/** What trying one program showed. */
export type FfmpegProbe =
  | { readonly ok: true; readonly ffmpeg: Ffmpeg }
  | { readonly ok: false; readonly reason: string };

const PROBE_TIMEOUT_MS = 5_000;

/** Runs `-version` and reads what it says; a program that hangs is killed after 5 s. */
export function probeFfmpeg(path: string, origin: FfmpegOrigin): Promise<FfmpegProbe> {
  return new Promise((resolve) => {
    execFile(path, ['-version'], { timeout: PROBE_TIMEOUT_MS, killSignal: 'SIGKILL' }, (error, output) => {
      if (error) return resolve({ ok: false, reason: reasonOf(error) });
      const version = /^ffmpeg version (\S+)/.exec(output)?.[1];
      if (version === undefined) return resolve({ ok: false, reason: 'it is not ffmpeg' });
      const year = /Copyright \(c\) (?:\d{4}-)?(\d{4})/.exec(output)?.[1];
      resolve({ ok: true, ffmpeg: { path, version, origin, releasedYear: year === undefined ? null : Number(year) } });
    });
  });
}

function reasonOf(error: ExecFileException): string {
  if (error.code === 'ENOENT') return 'there is no such program';
  if (error.code === 'EACCES') return 'it may not be executed';
  if (error.killed) return `it did not answer within ${PROBE_TIMEOUT_MS / 1000} s`;
  return 'it does not run';
}
