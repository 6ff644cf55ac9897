import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { makeCertificate } from '../../src/voice/certificate.js';
import { listenVoice } from '../../src/voice/listen-voice.js';
import type { VoiceServer } from '../../src/voice/voice-server.js';

const run = promisify(execFile);
const DIAL = `
  const socket = require('node:tls').connect(Number(process.argv[1]), process.argv[2], { servername: '' }, () => {
    console.log(socket.authorized);
    socket.destroy();
  });
  socket.on('error', (error) => console.log(error.code));
`;

describe('certificate', () => {
  let server: VoiceServer | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  it('is trusted by another process through NODE_EXTRA_CA_CERTS, and only so', async () => {
    const certificate = await makeCertificate();
    server = await listenVoice({ certificate, dave: false });
    const port = server.endpoint.split(':')[1] ?? '';
    const dial = async (host: string, env: NodeJS.ProcessEnv) =>
      (await run(process.execPath, ['-e', DIAL, port, host], { env: { ...process.env, ...env } })).stdout.trim();
    const trusting = { NODE_EXTRA_CA_CERTS: certificate.path };
    expect(await dial('127.0.0.1', trusting)).to.equal('true');
    expect(await dial('localhost', trusting)).to.equal('true');
    expect(await dial('127.0.0.1', {})).to.match(/SELF_SIGNED|UNABLE_TO_VERIFY/);
    await certificate.dispose();
  });

  it('writes the certificate but not the key, and takes the file away again', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tonearm-test-'));
    const certificate = await makeCertificate({ directory });
    expect(await readdir(directory)).to.deep.equal(['sandbox-certificate.pem']);
    await certificate.dispose();
    expect(await readdir(directory)).to.deep.equal([]);
    await rm(directory, { recursive: true });
  });

  it('lives in a temporary folder of its own when it is given none', async () => {
    const certificate = await makeCertificate();
    expect(existsSync(certificate.path)).to.equal(true);
    await certificate.dispose();
    expect(existsSync(dirname(certificate.path))).to.equal(false);
  });
});
