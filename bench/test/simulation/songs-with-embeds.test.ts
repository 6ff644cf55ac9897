import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { playLocked } from '../../rivals/locked-embed-bot.js';
import { playWithEmbeds } from '../../simulation/songs-with-embeds.js';

describe('six instant songs with embeds', function () {
  this.timeout(30_000);

  it('take half a minute where the view sleeps in a lock, and longer the longer an edit takes', async () => {
    expect(await playLocked(new FakeClock(), 6, 0)).to.deep.equal({ ms: 30_000, edits: 42 });
    expect(await playLocked(new FakeClock(), 6, 200)).to.deep.equal({ ms: 38_400, edits: 42 });
  });

  it('are there at once here, however long an edit takes, and every message tells it', async () => {
    const { ms, edits, shown } = await playWithEmbeds(6, 5_000);
    expect(ms, 'an edit is not waited for').to.be.below(5_000);
    expect(edits).to.be.within(6, 42);
    const titles = shown.map((content) => content?.embeds?.[0]?.title);
    expect(titles).to.deep.equal(Array(6).fill('✅ Added to the queue'));
  });
});
