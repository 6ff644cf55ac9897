import { echo } from '../effects/echo.js';
import { reverb } from '../effects/reverb.js';
import { secondsAt } from '../score/groove.js';
import { frequencyOf } from '../score/pitch.js';
import { valueAt } from '../sound/automation.js';
import { bipolar, seededRandom } from '../sound/random.js';
import { addScaled, amplitude, SAMPLE_RATE, type Stereo, samplesOf, silence } from '../sound/stereo.js';
import type { Channel, Piece } from './channel.js';

/** Length is a multiple of this: one 20 ms Opus packet. */
export const PACKET_SAMPLES = 960;

const DUCK_SECONDS = 0.28;

/** Plays all channels of a piece, in time, through their effects, the echo and the room. The result is not mastered. */
export function mixdown(piece: Piece): Stereo {
  const length = lengthOf(piece);
  const mix = silence(length);
  const room = silence(length);
  const echoes = silence(length);
  const duck = duckingOf(piece, length);
  const bus = silence(length);
  for (const channel of piece.channels) {
    bus.left.fill(0);
    bus.right.fill(0);
    perform(piece, channel, bus);
    for (const effect of channel.inserts ?? []) effect(bus);
    ride(piece, channel, bus, duck);
    addScaled(mix, bus, 1);
    if (channel.roomDb !== undefined) addScaled(room, bus, amplitude(channel.roomDb));
    if (channel.echoDb !== undefined) addScaled(echoes, bus, amplitude(channel.echoDb));
  }
  echo(piece.echo)(echoes);
  addScaled(mix, echoes, 1);
  addScaled(room, echoes, 0.25);
  reverb(piece.room)(room);
  addScaled(mix, room, 1);
  return mix;
}

/** How many samples a piece takes with its tail: whole packets. */
export function lengthOf(piece: Piece): number {
  const seconds = secondsAt(piece.groove, piece.beats) + piece.tailSeconds;
  return Math.ceil((seconds * SAMPLE_RATE) / PACKET_SAMPLES) * PACKET_SAMPLES;
}

/** Renders a channel's notes onto a bus, at their times and places. */
function perform(piece: Piece, channel: Channel, bus: Stereo): void {
  const random = seededRandom(`${piece.name}/${channel.name}`);
  const { pan = 0, width = 0, looseMs = 0, lateMs = 0 } = channel;
  for (const note of channel.notes) {
    const stray = (lateMs + looseMs * bipolar(random)) / 1000;
    const start = Math.max(0, samplesOf(secondsAt(piece.groove, note.atBeat) + stray));
    const sound = channel.instrument({
      frequencyHz: frequencyOf(note.pitch),
      seconds: secondsAt(piece.groove, note.atBeat + note.beats) - secondsAt(piece.groove, note.atBeat),
      velocity: Math.min(1, note.velocity * (1 + 0.07 * bipolar(random))),
      random,
    });
    const place = Math.max(-1, Math.min(1, pan + width * ((((note.pitch * 5) % 12) - 5.5) / 5.5)));
    const angle = ((place + 1) * Math.PI) / 4;
    addMono(bus, sound, start, Math.cos(angle), Math.sin(angle));
  }
}

function addMono(bus: Stereo, sound: Float32Array, start: number, leftGain: number, rightGain: number): void {
  const end = Math.min(sound.length, bus.left.length - start);
  for (let i = 0; i < end; i++) {
    bus.left[start + i] += leftGain * sound[i];
    bus.right[start + i] += rightGain * sound[i];
  }
}

/** Moves the channel's fader along the piece and lets the kick push it down. */
function ride(piece: Piece, channel: Channel, bus: Stereo, duck: Float32Array): void {
  const { gainDb, ducking = 0, fader } = channel;
  const points = fader?.map(({ at, value }) => ({ at: secondsAt(piece.groove, at), value }));
  let gain = amplitude(gainDb);
  for (let i = 0; i < bus.left.length; i++) {
    if (points !== undefined && i % 32 === 0) gain = amplitude(gainDb + valueAt(points, i / SAMPLE_RATE));
    const heard = gain * (1 - ducking * duck[i]);
    bus.left[i] *= heard;
    bus.right[i] *= heard;
  }
}

/** How far the ducker pushes at each sample, 0–1: down within 4 ms, back over a quarter of a second. */
function duckingOf(piece: Piece, length: number): Float32Array {
  const duck = new Float32Array(length);
  const attack = samplesOf(0.004);
  const span = samplesOf(DUCK_SECONDS);
  for (const note of piece.ducker ?? []) {
    const start = samplesOf(secondsAt(piece.groove, note.atBeat));
    for (let i = 0; i < span && start + i < length; i++) {
      const depth = i < attack ? i / attack : (1 - (i - attack) / (span - attack)) ** 2;
      duck[start + i] = Math.max(duck[start + i], note.velocity * depth);
    }
  }
  return duck;
}
