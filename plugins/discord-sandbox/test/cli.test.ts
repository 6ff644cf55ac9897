import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const program = fileURLToPath(new URL('../../bin.js', import.meta.url));

describe('tonearm-sandbox', () => {
  it('prints its address and the environment of a bot, and ends on a signal', async () => {
    const child = spawn(process.execPath, [program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.includes('Ctrl-C')) break;
    }
    const settingOf = (key: string) =>
      lines
        .find((line) => line.includes(`${key}=`))
        ?.split('=')
        .slice(1)
        .join('=') ?? '';
    const me = await fetch(`${settingOf('DISCORD_API_URL')}/v10/users/@me`, {
      headers: { authorization: `Bot ${settingOf('DISCORD_TOKEN')}` },
    });
    expect(me.status).to.equal(200);
    expect(await readFile(settingOf('NODE_EXTRA_CA_CERTS'), 'utf8')).to.contain('BEGIN CERTIFICATE');
    expect(settingOf('GUILD_ID')).to.match(/^\d+$/);
    child.kill('SIGTERM');
    expect((await ended)[0]).to.equal(0);
  });

  it('says in a sentence why it cannot have a port', async () => {
    const child = spawn(process.execPath, [program, '--port', 'seven'], { stdio: ['ignore', 'inherit', 'pipe'] });
    const ended = once(child, 'exit');
    const said: string[] = [];
    for await (const line of createInterface(child.stderr)) said.push(line);
    expect(said).to.have.length(1);
    expect(said[0]).to.contain('Choose another');
    expect((await ended)[0]).to.equal(1);
  });
});
