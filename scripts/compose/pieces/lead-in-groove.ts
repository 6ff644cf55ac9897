import type { Channel, Piece } from '../mix/channel.js';
import { secondsAt } from '../score/groove.js';
import { atBar, BAR } from '../score/note.js';
import { samplesOf } from '../sound/stereo.js';
import { grooveKicks, LOCKED_GROOVE_BARS, lockedGroove } from './locked-groove.js';
import { RUN_IN_BARS, runIn } from './run-in.js';

/** At 96 beats a minute a bar is 2.5 s, which is 125 Opus packets: the joint can lie between two packets. */
const GROOVE = { tempoBpm: 96, swungBeats: 0.25, swing: 0.54 };

/** Two records that are one piece: the pads, bells and echoes of the first ring on into the second. */
export function leadInGroove(): Piece {
  return {
    name: 'lead-in-groove',
    groove: GROOVE,
    beats: (RUN_IN_BARS + LOCKED_GROOVE_BARS) * BAR,
    tailSeconds: 1.7,
    room: { decaySeconds: 2.4, preDelayMs: 24, damping: 0.35 },
    echo: { seconds: (60 / GROOVE.tempoBpm) * 0.75, feedback: 0.4, cutoffHz: 3000 },
    ducker: atBar(RUN_IN_BARS, grooveKicks()),
    channels: [...runIn(), ...lockedGroove().map(afterTheRunIn)],
  };
}

/** The sample at which the second record begins: the first beat of its first bar. */
export const JOINT_SAMPLE = samplesOf(secondsAt(GROOVE, RUN_IN_BARS * BAR));

function afterTheRunIn(channel: Channel): Channel {
  return { ...channel, notes: atBar(RUN_IN_BARS, channel.notes) };
}
