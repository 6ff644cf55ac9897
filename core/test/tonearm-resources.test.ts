import { englishOf } from '../src/model/phrase.js';
import { expect } from 'chai';
import { ResourceLimitError } from '../src/errors/resource-errors.js';
import { aLimitedTonearm, HARD, SOFT } from './a-limited-tonearm.js';

const MINUTE_MS = 60_000;

describe('limits', () => {
  describe('voice connections', () => {
    it('make room by releasing the session that has been idle longest', async () => {
      const { tonearm, clock, isIn } = await aLimitedTonearm({ voiceConnections: 2 });
      tonearm.join('first', 'lounge');
      await clock.advance(1_000);
      tonearm.join('second', 'lounge');
      tonearm.join('third', 'lounge');
      expect(['first', 'second', 'third'].map(isIn)).to.deep.equal([false, true, true]);
      const { voiceConnections } = tonearm.resourceStatus();
      expect(voiceConnections).to.deep.include({ open: 2, created: 3, released: 1, reasons: { 'made-room': 1 } });
      await tonearm.close();
    });

    it('are refused in words when all are active, the oldest included, and what plays goes on', async () => {
      const { tonearm, play, request, output, isIn, connector } = await aLimitedTonearm({ voiceConnections: 2 });
      await play('first');
      await play('second');
      expect(() => request('third', 'one')).to.throw(ResourceLimitError, 'I am playing in 2 servers');
      expect(() => tonearm.join('third', 'lounge')).to.throw(ResourceLimitError);
      expect(tonearm.session('third')).to.equal(undefined);
      expect(connector.connections).to.have.length(2);
      expect(isIn('first') && isIn('second')).to.equal(true);
      expect(output('first').play(1)).to.equal(1);
      expect(tonearm.resourceStatus().voiceConnections).to.include({ open: 2, refused: 2 });
      await play('second', 'two');
      await tonearm.close();
    });

    it('come free when a guild leaves', async () => {
      const { tonearm, play, isIn } = await aLimitedTonearm({ voiceConnections: 1 });
      await play('first');
      tonearm.session('first')?.leave();
      await play('second');
      expect(isIn('second')).to.equal(true);
      await tonearm.close();
      expect(tonearm.resourceStatus().voiceConnections).to.include({ open: 0, created: 2, released: 2 });
    });
  });

  describe('streams', () => {
    it('are refused in words over the limit, and opened when one came free', async () => {
      const { tonearm, play, clock, source, output } = await aLimitedTonearm({ streams: 1 });
      await play('first', 'long');
      await play('second', 'epic');
      expect(source.openStreams).to.equal(1);
      expect(englishOf(tonearm.session('second')?.snapshot.playing?.trouble ?? '')).to.match(
        /^1 tracks are open already/,
      );
      tonearm.session('first')?.stop();
      await clock.advance(MINUTE_MS);
      expect(output('second').play(1)).to.equal(1);
      await tonearm.close();
      expect(tonearm.resourceStatus().streams.open).to.equal(0);
    });
  });

  describe('streams, where one track follows another', () => {
    it('cost no track: at the limit the next one is opened in its turn, not ahead of it', async () => {
      const { tonearm, play, clock, output, everythingHappened } = await aLimitedTonearm({ streams: 1 });
      await play('guild', 'long');
      await play('guild', 'epic');
      output('guild').play(1);
      await everythingHappened();
      // Longer than all tries of an opening take.
      await clock.advance(10 * MINUTE_MS);
      for (let round = 0; round < 4; round += 1) {
        output('guild').play(250);
        await everythingHappened();
      }
      expect(tonearm.session('guild')?.snapshot.playing?.entry.content.track.id).to.equal('epic');
      expect(output('guild').play(1)).to.equal(1);
      expect(tonearm.resourceStatus().streams.refused).to.equal(0);
      await tonearm.close();
    });
  });

  describe('memory', () => {
    it('above the soft limit opens no track ahead of its turn, and still plays it after', async () => {
      for (const [bytes, ahead] of [
        [SOFT - 1, 2],
        [SOFT, 1],
      ] as const) {
        const { tonearm, play, uses, source, output, everythingHappened } = await aLimitedTonearm();
        await uses(bytes);
        await play('guild', 'one');
        await play('guild', 'two');
        output('guild').play(1);
        await everythingHappened();
        expect(source.opened.length, `opened with ${bytes} bytes in use`).to.equal(ahead);
        output('guild').play(49);
        await everythingHappened();
        expect(tonearm.session('guild')?.snapshot.playing?.entry.content.track.id).to.equal('two');
        expect(source.opened).to.have.length(2);
        await tonearm.close();
      }
    });

    it('above the soft limit refuses low requests in words, and no others', async () => {
      const { tonearm, play, uses, request } = await aLimitedTonearm();
      await uses(SOFT);
      expect(() => request('guild', 'one', 'low')).to.throw(ResourceLimitError, 'short of memory');
      await play('guild', 'one', 'normal');
      expect(tonearm.resourceStatus().requests).to.deep.include({ refused: 1, reasons: { 'memory-soft': 1 } });
      await tonearm.close();
    });

    it('above the soft limit takes the memory of the cache', async () => {
      for (const [bytes, left] of [
        [SOFT - 1, 1],
        [SOFT, 0],
      ] as const) {
        const { tonearm, play, uses } = await aLimitedTonearm();
        await play('guild', 'https://music.example/one');
        await uses(bytes);
        expect((await tonearm.cleanUp('guild')).cacheEntries, `with ${bytes} bytes in use`).to.equal(left);
        await tonearm.close();
      }
    });

    it('above the soft limit renews nothing', async () => {
      const { tonearm, play, uses, clock } = await aLimitedTonearm();
      for (let time = 0; time < 4; time += 1) await play('guild', 'https://music.example/one');
      await uses(SOFT);
      clock.jump(24 * 60 * MINUTE_MS - MINUTE_MS);
      expect(await tonearm.warmCache()).to.include({ renewed: 0, because: 'memory' });
      await tonearm.close();
    });

    it('above the soft limit serves a stale answer without renewing it behind', async () => {
      for (const [bytes, lookups] of [
        [SOFT - 1, 2],
        [SOFT, 1],
      ] as const) {
        const { tonearm, play, uses, clock, source } = await aLimitedTonearm();
        await play('guild', 'https://music.example/one');
        await uses(bytes);
        clock.jump(25 * 60 * MINUTE_MS);
        await play('guild', 'https://music.example/one');
        expect(source.resolved.length, `lookups with ${bytes} bytes in use`).to.equal(lookups);
        await tonearm.close();
      }
    });

    it('above the hard limit refuses every new request in words, lets what plays go on, and recovers', async () => {
      const { tonearm, play, uses, request, output } = await aLimitedTonearm();
      await play('guild');
      await uses(HARD);
      expect(() => request('guild', 'two', 'urgent')).to.throw(ResourceLimitError, 'out of memory');
      expect(output('guild').play(1)).to.equal(1);
      await uses(SOFT - 10);
      await play('guild', 'two');
      await tonearm.close();
    });
  });
});
