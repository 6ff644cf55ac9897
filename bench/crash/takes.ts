import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type OpusPacket, oggOpusFile, opusPackets } from '@tonearm/core';
import type { Belongings } from '../belongings.js';

/** Where in the music a frame comes from. */
export interface Place {
  readonly take: string;
  /** 20 ms each, from 0. */
  readonly frame: number;
}

/** Short pieces of music, of which every frame tells where it comes from: they pass through the bot untouched. */
export interface Takes {
  readonly folder: string;
  /** Their titles; each is a search of its own. */
  readonly titles: readonly string[];
  readonly frames: number;
  /** `undefined` for a frame that stands in several places. */
  placeOf(frame: Uint8Array): Place | undefined;
}

const SHIPPED = fileURLToPath(new URL('../../../examples/bot/music/', import.meta.url));
const ALBUM = [
  '01 Needle Drop.opus',
  '02 Neon Sleeve.opus',
  'Lead-In Groove/1 Run-In.opus',
  'Lead-In Groove/2 Locked Groove.opus',
];
/** Words that no other title has, since the search is forgiving. */
const WORDS = `alder birch cedar dogwood elm fir gorse hazel iris juniper kale larch maple nettle oak poplar quince
rowan sorrel thyme umbel violet willow yew zinnia acanthus bamboo chestnut daphne eucalyptus foxglove geranium hibiscus
jasmine lavender magnolia narcissus oleander primrose rhubarb saffron tamarisk verbena wisteria`.split(/\s+/);

/** Cuts takes of so many frames each, as many as asked for or as there is music for. */
export async function makeTakes(most: number, frames: number, belongings: Belongings): Promise<Takes> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tonearm-takes-'));
  belongings.own(() => rm(folder, { recursive: true, force: true }));
  const packets = (await Promise.all(ALBUM.map(packetsOf))).flat();
  const titles = WORDS.slice(0, Math.min(most, Math.floor(packets.length / frames)));
  const places = new Map<string, Place | undefined>();
  for (const [index, title] of titles.entries()) {
    const cut = packets.slice(index * frames, (index + 1) * frames);
    await writeFile(path.join(folder, `${title}.opus`), oggOpusFile(cut, { preSkip: 0, tags: { TITLE: title } }));
    for (const [frame, { data }] of cut.entries()) {
      const key = keyOf(data);
      places.set(key, places.has(key) ? undefined : { take: title, frame });
    }
  }
  return { folder, titles, frames, placeOf: (frame) => places.get(keyOf(frame)) };
}

async function packetsOf(file: string): Promise<readonly OpusPacket[]> {
  const readable = Readable.from([await readFile(path.join(SHIPPED, file))]);
  const packets: OpusPacket[] = [];
  const { signal } = new AbortController();
  for await (const packet of opusPackets({ readable, format: 'ogg/opus', positionMs: 0 }, { signal })) {
    packets.push(packet);
  }
  return packets;
}

function keyOf(frame: Uint8Array): string {
  return Buffer.from(frame).toString('base64');
}
