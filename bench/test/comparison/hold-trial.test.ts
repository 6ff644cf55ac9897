import { expect } from 'chai';
import { Belongings } from '../../belongings.js';
import { holdTrial } from '../../comparison/hold-trial.js';

describe('a trial of the comparison', () => {
  const belongings = new Belongings();
  after(() => belongings.releaseAll());

  it('tells of a bot that dies, and is no error itself', async () => {
    const kind = new URL('dying-bot.js', import.meta.url);
    const trial = await holdTrial({ name: 'distube', title: 'It', kind }, 'opus', {
      music: { folder: '', opus: ['a.opus'], mp3: [], env: {} },
      extent: { streams: [1], listenMs: 100, plays: 1 },
      context: { quick: true, profileDir: undefined, belongings, say: () => {} },
    });
    expect(trial).to.deep.include({ contestant: 'distube', format: 'opus', first: null, levels: [] });
    expect(trial.failure).to.match(/^it did not start: .*exit code 3.*Error: no native module/);
  });
});
