import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type Clock, SystemClock } from '@tonearm/core';
import { generate } from 'selfsigned';

/** A TLS certificate for loopback that is its own authority. */
export interface Certificate {
  /** The private key; it is never written to disk. */
  readonly keyPem: string;
  readonly certificatePem: string;
  /** The file with the certificate, for NODE_EXTRA_CA_CERTS of another process (it reaches that one's worker threads too). */
  readonly path: string;
  /** Makes this thread trust the certificate. Worker threads have to call it themselves. */
  trust(): void;
  /** Removes the file, and its folder when that was a temporary one. */
  dispose(): Promise<void>;
}

const FILE_NAME = 'sandbox-certificate.pem';
const CLOCK_SKEW_MS = 5 * 60_000;
const LIFETIME_MS = 7 * 24 * 3_600_000;

/** Makes a certificate for 127.0.0.1, ::1 and localhost that is good for a week, and writes it into `directory` or a temporary folder. */
export async function makeCertificate(
  options: { readonly directory?: string; readonly clock?: Clock } = {},
): Promise<Certificate> {
  const now = (options.clock ?? new SystemClock()).now();
  // A name of its own: OpenSSL looks a trusted certificate up by its subject, so a process that trusts two needs two names.
  const commonName = `Tonearm Discord sandbox ${randomUUID()}`;
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - CLOCK_SKEW_MS),
    notAfterDate: new Date(now + LIFETIME_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  const temporary = options.directory === undefined;
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'tonearm-sandbox-')));
  await mkdir(directory, { recursive: true });
  const path = join(directory, FILE_NAME);
  await writeFile(path, made.cert);
  return {
    keyPem: made.private,
    certificatePem: made.cert,
    path,
    trust: () => trust(made.cert),
    dispose: () => rm(temporary ? directory : path, { recursive: temporary, force: true }),
  };
}

function trust(certificatePem: string): void {
  const trusted = getCACertificates('default');
  if (!trusted.includes(certificatePem)) setDefaultCACertificates([...trusted, certificatePem]);
}
