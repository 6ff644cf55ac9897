import { UndecodableError } from '../errors/source-errors.js';
import { readVint } from './ebml.js';
import { phrase } from '../texts/phrase.js';

/** The frames of one (Simple)Block of the track, or `undefined` when it belongs to another (RFC 9559 §10). */
export function readBlock(content: Buffer, trackNumber: number): Buffer[] | undefined {
  const track = readVint(content);
  if (track === undefined) throw damaged();
  if (track.value !== trackNumber) return undefined;
  const flagsAt = track.length + 2;
  if (content.length <= flagsAt) throw damaged();
  const lacing = (content.readUInt8(flagsAt) >> 1) & 0b11;
  const rest = content.subarray(flagsAt + 1);
  if (lacing === 0) return [rest];
  const [countLessOne] = rest;
  if (countLessOne === undefined) throw damaged();
  const laced = rest.subarray(1);
  switch (lacing) {
    case 1:
      return split(laced, ...xiphSizes(laced, countLessOne));
    case 2:
      return split(laced, new Array<number>(countLessOne).fill(Math.floor(laced.length / (countLessOne + 1))), 0);
    default:
      return split(laced, ...ebmlSizes(laced, countLessOne));
  }
}

/** Sizes of all frames but the last, and where the frames begin: each size is a run of 255 and a smaller byte. */
function xiphSizes(laced: Buffer, count: number): [number[], number] {
  const sizes: number[] = [];
  let at = 0;
  let size = 0;
  while (sizes.length < count) {
    const byte = laced[at++];
    if (byte === undefined) throw damaged();
    size += byte;
    if (byte === 255) continue;
    sizes.push(size);
    size = 0;
  }
  return [sizes, at];
}

/** The same by EBML lacing: the first size, then signed differences, whose zero lies in the middle of their range. */
function ebmlSizes(laced: Buffer, count: number): [number[], number] {
  const sizes: number[] = [];
  let at = 0;
  let size = 0;
  while (sizes.length < count) {
    const vint = readVint(laced.subarray(at));
    if (vint?.value === undefined) throw damaged();
    size = sizes.length === 0 ? vint.value : size + vint.value - (2 ** (7 * vint.length - 1) - 1);
    if (size < 0) throw damaged();
    sizes.push(size);
    at += vint.length;
  }
  return [sizes, at];
}

function split(laced: Buffer, sizes: readonly number[], from: number): Buffer[] {
  let at = from;
  const frames = sizes.map((size) => {
    if (at + size > laced.length) throw damaged();
    at += size;
    return laced.subarray(at - size, at);
  });
  return [...frames, laced.subarray(at)];
}

function damaged(): UndecodableError {
  return new UndecodableError(phrase('undecodable.kind-damaged', { kind: 'WebM' }));
}
