import { SetupError } from '../errors/setup-errors.js';

/**
 * Loads a package that only those install who use it.
 * @param install what to type after `npm install`: name and version, because the newest release is not always the one
 * that fits, and what else there is to know
 * @throws SetupError that says how to install it
 */
export async function importAdapter<T>(install: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND';
    if (!missing) throw cause;
    throw new SetupError(`This store needs a package that is not installed. Run: npm install ${install}`, { cause });
  }
}
