// Before npm start builds: the first time takes a while, in which nothing else would be said.
import { existsSync } from 'node:fs';

if (!existsSync('examples/bot/dist')) {
  process.stdout.write('Building, which takes a minute the first time …\n');
}
