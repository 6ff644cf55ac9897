import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { englishOf } from '../src/model/phrase.js';
import { expect } from 'chai';
import { aLimitedTonearm } from './a-limited-tonearm.js';

const MINUTE_MS = 60_000;

describe('The sweep of sessions', () => {
  it('leaves when nothing has played for the time, and says so', async () => {
    const { tonearm, clock, isIn } = await aLimitedTonearm({ idleLeaveMs: 5 * MINUTE_MS });
    tonearm.join('guild', 'lounge');
    const reasons: string[] = [];
    tonearm.session('guild')?.onEvent((event) => event.type === 'closed' && reasons.push(englishOf(event.reason)));
    await clock.advance(4 * MINUTE_MS);
    expect(isIn('guild')).to.equal(true);
    await clock.advance(90_000);
    expect(isIn('guild')).to.equal(false);
    expect(reasons).to.deep.equal(['I left: nothing has played for a while.']);
    expect(tonearm.resourceStatus().voiceConnections.reasons).to.deep.equal({ unused: 1 });
    expect(tonearm.session('guild')).to.equal(undefined);
    await tonearm.close();
  });

  it('never leaves who is active, however long', async () => {
    const { tonearm, clock, play, isIn } = await aLimitedTonearm();
    await play('guild');
    await clock.advance(24 * 60 * MINUTE_MS);
    expect(isIn('guild')).to.equal(true);
    await tonearm.close();
  });

  it('counts from the end of the last track, not from the coming', async () => {
    const { tonearm, clock, play, isIn, output, everythingHappened } = await aLimitedTonearm({
      idleLeaveMs: 5 * MINUTE_MS,
    });
    await play('guild');
    await clock.advance(60 * MINUTE_MS);
    output('guild').play(100);
    await everythingHappened();
    expect(tonearm.session('guild')?.snapshot.playing).to.equal(null);
    await clock.advance(4 * MINUTE_MS);
    expect(isIn('guild')).to.equal(true);
    await clock.advance(2 * MINUTE_MS);
    expect(isIn('guild')).to.equal(false);
    await tonearm.close();
  });

  it('gives who paused, or was thrown out with tracks left, much longer', async () => {
    const { tonearm, clock, play, isIn, connector } = await aLimitedTonearm({ haltedLeaveMs: 120 * MINUTE_MS });
    await play('paused');
    tonearm.session('paused')?.pause();
    await play('thrown out');
    connector.of('thrown out').become({ status: 'destroyed', error: null });
    await clock.advance(119 * MINUTE_MS);
    expect(isIn('paused')).to.equal(true);
    expect(tonearm.resourceStatus().sessions).to.deep.equal({ active: 0, halted: 2, idle: 0 });
    await clock.advance(2 * MINUTE_MS);
    expect(isIn('paused')).to.equal(false);
    expect(tonearm.session('thrown out')).to.equal(undefined);
    await tonearm.close();
  });
});

describe('The sweep of child processes', () => {
  it('kills what has outlived its track, now and then and when asked to, and counts it with its reason', async () => {
    const { tonearm, clock, ledger } = await aLimitedTonearm();
    const aChild = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
    const anOrphan = () => ledger.children.start(aChild, AbortSignal.abort());
    const first = [anOrphan(), anOrphan()];
    const firstGone = Promise.all(first.map((child) => once(child, 'exit')));
    await clock.advance(31_000);
    await firstGone;
    const secondGone = once(anOrphan(), 'exit');
    expect(tonearm.resourceStatus().childProcesses.open).to.equal(1);
    expect(await tonearm.cleanUp('guild')).to.deep.include({ children: 1 });
    await secondGone;
    expect(tonearm.resourceStatus().childProcesses).to.deep.include({ open: 0, created: 3, reasons: { orphan: 3 } });
    await tonearm.close();
    const last = anOrphan();
    await clock.advance(60_000);
    expect(last.killed, 'no more once it is closed').to.equal(false);
    last.kill('SIGKILL');
    await once(last, 'exit');
  });
});

describe('cleanUp', () => {
  it('closes the asking guild’s idle session at once, and none that another guild may want', async () => {
    const { tonearm, isIn, play } = await aLimitedTonearm();
    tonearm.join('mine', 'lounge');
    tonearm.join('theirs', 'lounge');
    await play('busy');
    expect(await tonearm.cleanUp('mine')).to.deep.include({ sessions: 1 });
    expect(await tonearm.cleanUp('busy')).to.deep.include({ sessions: 0 });
    expect(['mine', 'theirs', 'busy'].map(isIn)).to.deep.equal([false, true, true]);
    await tonearm.close();
  });
});
