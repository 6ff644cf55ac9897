import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { parseStat, treeCpuMs } from '../../comparison/process-tree.js';

describe('the CPU time of a process tree', () => {
  it('reads a line of /proc whatever the program is called', () => {
    const line = '12 (a) b (c) S 7 1 1 0 -1 4194560 1 2 3 4 150 50 20 5 20 0 1 0 9 0';
    expect(parseStat(line)).to.deep.equal({ parent: 7, cpuMs: 2_250 });
  });

  it('counts children, and those that have ended', async function () {
    if (!existsSync('/proc/self/stat')) return this.skip();
    const before = (await treeCpuMs(process.pid)) ?? Number.NaN;
    const busy = 'const until = process.cpuUsage().user + 100_000; while (process.cpuUsage().user < until);';
    const child = spawn(process.execPath, ['-e', `${busy} process.stdout.write('done'); process.stdin.resume();`]);
    await once(child.stdout, 'data');
    expect(await treeCpuMs(process.pid)).to.be.at.least(before + 90);
    child.stdin.end();
    await once(child, 'close');
    expect(await treeCpuMs(process.pid)).to.be.at.least(before + 90);
  });

  it('is unknown of a process that is not there', async () => {
    expect(await treeCpuMs(2 ** 30)).to.equal(undefined);
  });
});
