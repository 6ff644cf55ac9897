import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Beside the repository. */
const FOLDER = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../../shared/recordings');

/** A real answer of YouTube, recorded. */
export interface Recording {
  readonly id: string;
  /** `yt.search`, `yt.playlist`, … */
  readonly kind: string;
  readonly text: string;
}

/** The recorded answers of YouTube that are no player’s; skips the test, and says why, where the recordings are absent. */
export function recordings(test: Mocha.Context): readonly Recording[] {
  const index = path.join(FOLDER, 'index.json');
  if (!existsSync(index)) {
    console.log(`      skipped: there are no recorded answers in ${path.relative(process.cwd(), FOLDER)}`);
    test.skip();
  }
  const all: readonly { id: string; service: string; kind: string; file: string }[] = JSON.parse(
    readFileSync(index, 'utf8'),
  ).recordings;
  return all
    .filter(({ service, kind }) => service === 'youtube' && !kind.startsWith('yt.player'))
    .map(({ id, kind, file }) => ({ id, kind, text: read(file) }));
}

function read(file: string): string {
  const bytes = readFileSync(path.join(FOLDER, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
