import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { opusPackets } from '@tonearm/core';
import type { ChannelListener } from '@tonearm/discord-sandbox';

/** Where in a file of Opus each packet is, counted in packets; of those that are alike the first counts. */
export async function placesIn(file: string): Promise<ReadonlyMap<string, number>> {
  const readable = Readable.from([await readFile(file)]);
  const { signal } = new AbortController();
  const keys: string[] = [];
  for await (const { data } of opusPackets({ readable, format: 'ogg/opus', positionMs: 0 }, { signal })) {
    keys.push(keyOf(data));
  }
  return new Map(keys.map((key, place) => [key, place] as const).toReversed());
}

/** Which places of that file were heard, in the order of their coming. */
export function heardPlaces({ frames }: ChannelListener, places: ReadonlyMap<string, number>): readonly number[] {
  return frames.flatMap(({ opus }) => places.get(keyOf(opus)) ?? []);
}

function keyOf(packet: Uint8Array): string {
  return Buffer.from(packet).toString('base64');
}
