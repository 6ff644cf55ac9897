// Before npm start builds: a Node that is too old is told in a sentence, and the first build, which takes a while, is announced.
import { existsSync, readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
const [leastMajor, leastMinor] = engines.node.match(/\d+/g).map(Number);
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
  process.stderr.write(
    `This is Node ${process.versions.node}, and Tonearm needs ${leastMajor}.${leastMinor} or later; 26 is best. ` +
      'npm ci brings it where there is one for this machine; else install it from nodejs.org.\n',
  );
  process.exitCode = 1;
} else if (!existsSync('examples/bot/dist')) {
  process.stdout.write('Building, which takes a minute the first time …\n');
}
