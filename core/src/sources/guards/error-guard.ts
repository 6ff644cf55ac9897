import { TonearmError, UnexpectedError } from '../../errors/tonearm-error.js';
import type { Around } from './around-source.js';

/** Lets only typed errors out. A foreign one is wrapped, with the foreign one as its cause; an abort keeps its reason. */
export function errorGuard(): Around {
  return async (call) => {
    try {
      return await call.run(call.signal);
    } catch (error) {
      if (error instanceof TonearmError) throw error;
      throw call.signal.aborted && call.signal.reason instanceof TonearmError
        ? call.signal.reason
        : new UnexpectedError(error);
    }
  };
}
