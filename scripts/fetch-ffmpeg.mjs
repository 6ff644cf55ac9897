// After npm install: lets ffmpeg-static download its current ffmpeg. Without a network nothing is lost:
// Tonearm looks for another one (npm run doctor says which), and Opus files play without any.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PATIENCE_MS = 120_000;

try {
  const installer = require.resolve('ffmpeg-static/install.js');
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: PATIENCE_MS });
} catch {
  // ffmpeg-static is optional.
}
