import { existsSync } from 'node:fs';
import { readConfig } from './config.js';
import { diagnose } from './diagnose.js';

/** `npm run doctor`: what is here, what is missing, and the cure. Fails when something keeps the bot from running. */
if (existsSync('.env')) process.loadEnvFile('.env');
const findings = await diagnose(() => readConfig(process.env));
for (const { mark, subject, found, cure } of findings) {
  process.stdout.write(`${mark} ${subject.padEnd(12)} ${found}\n${cure === undefined ? '' : `    → ${cure}\n`}`);
}
if (findings.some(({ mark }) => mark === '✗')) process.exitCode = 1;
