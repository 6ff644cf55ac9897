import fc from 'fast-check';

/** The seed of all property tests, so that a run can be repeated; `FUZZ_SEED=random` draws one, which a failure then tells. */
const { FUZZ_SEED = '20261125' } = process.env;

if (FUZZ_SEED !== 'random') {
  const seed = Number(FUZZ_SEED);
  if (!Number.isSafeInteger(seed))
    throw new TypeError(`FUZZ_SEED has to be a whole number or “random”, not “${FUZZ_SEED}”.`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
