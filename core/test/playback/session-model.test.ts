import fc from 'fast-check';
import { step } from './session-steps.js';
import { Town } from './session-town.js';

describe('Session, whatever happens in whatever order', () => {
  it('plays one track at a time, in order of request, loses none, plays none twice, and keeps nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
        fc.boolean(),
        async (steps, drains) => {
          const town = new Town();
          town.town.session.join('lounge');
          for (const one of steps) await town.do(one);
          if (drains) await town.drain();
          await town.leave();
        },
      ),
      { numRuns: 100 },
    );
  }).timeout(60_000);
});
