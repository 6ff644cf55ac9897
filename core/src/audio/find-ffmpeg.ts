import { SetupError } from '../errors/setup-errors.js';
import { findProgram } from '../runtime/find-program.js';
import { type Ffmpeg, type FfmpegOrigin, probeFfmpeg } from './ffmpeg.js';

/** Where to look before everywhere else. */
export interface FindFfmpegOptions {
  /** The program to use; everything else is then ignored. */
  readonly path?: string;
  /** Where `FFMPEG_PATH` and `PATH` are read; the process's own environment by default. */
  readonly env?: { readonly FFMPEG_PATH?: string | undefined; readonly PATH?: string | undefined };
}

const found = new Map<string, Promise<Ffmpeg | undefined>>();

/**
 * The ffmpeg to use, or `undefined` when this machine has none; looked for once per process and set of options.
 *
 * The order: the option, `FFMPEG_PATH`, the `ffmpeg-static` package if its download worked, `PATH`, and last the
 * `@ffmpeg-installer` package (a build of 2018, so that a machine without ffmpeg works at all).
 *
 * @throws SetupError when the program that the option or `FFMPEG_PATH` names cannot be used. What someone asked for by
 * name is never passed over in silence.
 */
export function findFfmpeg(options: FindFfmpegOptions = {}): Promise<Ffmpeg | undefined> {
  const env: NonNullable<FindFfmpegOptions['env']> = options.env ?? process.env;
  const key = JSON.stringify([options.path, env.FFMPEG_PATH, env.PATH]);
  const known = found.get(key);
  if (known !== undefined) return known;
  const search = look(options.path, env);
  found.set(key, search);
  search.catch(() => found.delete(key));
  return search;
}

async function look(path: string | undefined, env: NonNullable<FindFfmpegOptions['env']>): Promise<Ffmpeg | undefined> {
  if (path) return demand(path, 'option', 'The ffmpeg path in the options');
  if (env.FFMPEG_PATH) return demand(env.FFMPEG_PATH, 'FFMPEG_PATH', 'FFMPEG_PATH');
  return (
    (await offer(await packaged('ffmpeg-static'), 'ffmpeg-static')) ??
    (await offer(findProgram('ffmpeg', env.PATH ?? ''), 'PATH')) ??
    (await offer(await packaged('@ffmpeg-installer'), '@ffmpeg-installer'))
  );
}

async function demand(path: string, origin: FfmpegOrigin, name: string): Promise<Ffmpeg> {
  const probe = await probeFfmpeg(path, origin);
  if (probe.ok) return probe.ffmpeg;
  throw new SetupError(
    `${name} is “${path}”, but ${probe.reason}. Set it to an ffmpeg that runs, or leave it out to use the one found.`,
  );
}

async function offer(path: string | undefined, origin: FfmpegOrigin): Promise<Ffmpeg | undefined> {
  if (path === undefined) return undefined;
  const probe = await probeFfmpeg(path, origin);
  return probe.ok ? probe.ffmpeg : undefined;
}

/** The program that a package brings. The packages throw or give nothing where they have none for this platform. */
async function packaged(origin: 'ffmpeg-static' | '@ffmpeg-installer'): Promise<string | undefined> {
  try {
    if (origin === 'ffmpeg-static') {
      // Its declarations describe a CommonJS export; at run time the path is the default export of the module.
      const { default: path } = (await import('ffmpeg-static')) as unknown as { default: string | null };
      return path ?? undefined;
    }
    return (await import('@ffmpeg-installer/ffmpeg')).default.path;
  } catch {
    return undefined;
  }
}
