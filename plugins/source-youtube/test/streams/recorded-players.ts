import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const FOLDER = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../../../shared/recordings');

/** A real answer of `/player`, recorded. */
export interface RecordedPlayer {
  readonly id: string;
  readonly answer: unknown;
}

/** Every recorded answer of `/player`, where the recordings are present; none elsewhere. */
export function recordedPlayers(): readonly RecordedPlayer[] {
  if (!existsSync(path.join(FOLDER, 'index.json'))) return [];
  const { recordings } = JSON.parse(readFileSync(path.join(FOLDER, 'index.json'), 'utf8'));
  const players = recordings.filter(({ id }: { id: string }) => id.startsWith('yt-player-'));
  return players.map(({ id, file }: { id: string; file: string }) => ({ id, answer: read(file) }));
}

function read(file: string): unknown {
  const bytes = readFileSync(path.join(FOLDER, file));
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}
