import type { OutputCommand, OutputEvent } from '../../../src/playback/audio-output.js';
import { Listeners } from '../../../src/runtime/listeners.js';
import type { OutputRig } from '../../../src/testing/output-kit/output-exam.js';
import { aBreakingRig, aFakeRig } from './fake-rig.js';

/** What stands between an honest output and its listener. */
interface Fault {
  /** Is given each command, and sends on what it likes. */
  command?(command: OutputCommand, send: (command: OutputCommand) => void, tell: (event: OutputEvent) => void): void;
  /** Is given each event, and tells what it likes. */
  event?(event: OutputEvent, tell: (event: OutputEvent) => void): void;
  heard?(frames: readonly Uint8Array[]): readonly Uint8Array[];
  readonly keepsListeners?: boolean;
}

/** For each check an output that breaks that promise and no other: the check, what it does, and how to make it. */
export const MUTANT_OUTPUTS: readonly (readonly [string, string, () => OutputRig])[] = [
  ['answers-load-with-credit', 'gives no credit while it is paused', () => withFault(holdingCreditInPauses())],
  ['holds-five-seconds', 'wants ten', () => withFault({ event: (event, tell) => tell(doubled(event, 250)) })],
  ['gives-credit-for-what-left', 'gives credit only once', () => withFault(creditOnce())],
  [
    'gives-credit-for-what-left',
    'gives it twice for each',
    () => withFault({ event: (event, tell) => tell(doubled(event, 1)) }),
  ],
  [
    'plays-in-order',
    'swaps the first two frames',
    () => withFault({ heard: ([one, two, ...more]) => [two, one, ...more].filter((frame) => frame !== undefined) }),
  ],
  ['tells-the-start', 'tells the start when it is loaded', () => withFault(startAtLoad())],
  [
    'counts-the-position',
    'begins at zero',
    () =>
      withFault({
        command: (command, send) => send('positionMs' in command ? { ...command, positionMs: 0 } : command),
      }),
  ],
  [
    'counts-by-speed',
    'knows one speed',
    () => withFault({ command: (command, send) => send('speed' in command ? { ...command, speed: 1 } : command) }),
  ],
  [
    'tells-the-end-once',
    'tells it twice',
    () => withFault({ event: (event, tell) => (event.type === 'ended' ? [event, event] : [event]).forEach(tell) }),
  ],
  ['tells-the-end-once', 'tells it in a pause, when it hears of it', () => withFault(endInPauses())],
  ['tells-that-it-starves', 'keeps it to itself', () => withFault(without('starved'))],
  [
    'tells-that-it-starves',
    'complains twice',
    () => withFault({ event: (event, tell) => (event.type === 'starved' ? [event, event] : [event]).forEach(tell) }),
  ],
  ['tells-that-it-goes-on', 'keeps it to itself', () => withFault(without('resumed'))],
  ['tells-that-it-broke', 'keeps it to itself', () => withFault(without('failed'), aBreakingRig())],
  ['tells-that-it-broke', 'goes on telling', () => withFault(answeringAlways(), aBreakingRig())],
  ['waits-quietly', 'complains before anything could have come', () => withFault(impatient())],
  ['is-silent-while-paused', 'is paused only between two tracks', () => withFault(deafToPauses())],
  ['keeps-its-place', 'loses five frames in a pause', losingFrames],
  ['drops-everything-on-stop', 'only pauses until more is loaded', () => withFault(pausingOnStop())],
  ['drops-everything-on-stop', 'tells an end', () => withFault(endOnStop())],
  ['replaces-at-once', 'plays the old one to its end', () => withFault(appendingAlways())],
  ['appends', 'lets the next one begin a frame early', () => withFault({ heard: eager })],
  ['ignores-what-is-over', 'takes late frames for the one that plays', () => withFault(confused())],
  ['withdraws-what-is-appended', 'withdraws nothing that was appended', () => withFault(deafToUnload('load'))],
  ['lets-go-on-what-has-begun', 'breaks off what has begun', () => withFault(breakingOff())],
  ['splices', 'tells the end of the old one', () => withFault(endOfTheOld())],
  [
    'splices',
    'changes over at once',
    () =>
      withFault({ command: (command, send) => send(command.type === 'splice' ? { ...command, atMs: 0 } : command) }),
  ],
  ['splices-into-nothing', 'plays it all the same', () => withFault(splicingAlways())],
  ['withdraws-a-splice', 'withdraws nothing that waits for a place', () => withFault(deafToUnload('splice'))],
  ['lets-listeners-go', 'never lets anybody go', () => withFault({ keepsListeners: true })],
];

function withFault(fault: Fault, rig = aFakeRig()): OutputRig {
  const listeners = new Listeners<OutputEvent>();
  const tell = (event: OutputEvent) => listeners.emit(event);
  rig.output.onEvent((event) => (fault.event ? fault.event(event, tell) : tell(event)));
  return {
    ...rig,
    output: {
      send: (command) => {
        const send = (one: OutputCommand) => rig.output.send(one);
        return fault.command ? fault.command(command, send, tell) : send(command);
      },
      onEvent: (listener) => {
        const stop = listeners.add(listener);
        return fault.keepsListeners ? () => {} : stop;
      },
    },
    heard: () => fault.heard?.(rig.heard()) ?? rig.heard(),
  };
}

function without(type: OutputEvent['type']): Fault {
  return { event: (event, tell) => event.type !== type && tell(event) };
}

/** Twice the credit, where that is so much. */
function doubled(event: OutputEvent, frames: number): OutputEvent {
  return event.type === 'credit' && event.frames === frames ? { ...event, frames: 2 * frames } : event;
}

function holdingCreditInPauses(): Fault {
  let isPaused = false;
  let held: OutputEvent[] = [];
  return {
    command: (command, send, tell) => {
      if (command.type === 'pause') isPaused = true;
      send(command);
      if (command.type !== 'resume') return;
      isPaused = false;
      const due = held;
      held = [];
      for (const event of due) tell(event);
    },
    event: (event, tell) => {
      if (isPaused && event.type === 'credit') held.push(event);
      else tell(event);
    },
  };
}

function creditOnce(): Fault {
  const given = new Set<number>();
  return {
    event: (event, tell) => {
      if (event.type === 'credit' && given.has(event.generation)) return;
      if (event.type === 'credit') given.add(event.generation);
      tell(event);
    },
  };
}

function startAtLoad(): Fault {
  return {
    command: (command, send, tell) => {
      if (command.type === 'load') tell({ type: 'started', generation: command.generation });
      send(command);
    },
    ...without('started'),
  };
}

function endInPauses(): Fault {
  let isPaused = false;
  const told = new Set<number>();
  return {
    command: (command, send, tell) => {
      if (command.type === 'pause') isPaused = true;
      if (command.type === 'resume') isPaused = false;
      send(command);
      if (command.type !== 'end' || !isPaused) return;
      tell({ type: 'ended', generation: command.generation, positionMs: 0 });
      told.add(command.generation);
    },
    event: (event, tell) => {
      if (event.type !== 'ended' || !told.has(event.generation)) tell(event);
    },
  };
}

function answeringAlways(): Fault {
  return {
    command: (command, send, tell) => {
      send(command);
      if (command.type === 'load') tell({ type: 'credit', generation: command.generation, frames: 1 });
    },
  };
}

function impatient(): Fault {
  return {
    command: (command, send, tell) => {
      send(command);
      if (command.type === 'load') tell({ type: 'starved', generation: command.generation });
    },
  };
}

function deafToPauses(): Fault {
  let isPlaying = false;
  return {
    command: (command, send) => {
      if (command.type === 'frames') isPlaying = true;
      if (command.type !== 'pause' || !isPlaying) send(command);
    },
    event: (event, tell) => {
      if (event.type === 'ended') isPlaying = false;
      tell(event);
    },
  };
}

function losingFrames(): OutputRig {
  let lostAfter: number | undefined;
  const rig = aFakeRig();
  return withFault(
    {
      command: (command, send) => {
        if (command.type === 'resume') lostAfter = rig.heard().length;
        send(command);
      },
      heard: (frames) =>
        frames.filter((_, index) => lostAfter === undefined || index < lostAfter || index >= lostAfter + 5),
    },
    rig,
  );
}

function pausingOnStop(): Fault {
  let isStopped = false;
  return {
    command: (command, send) => {
      if (command.type === 'load' && isStopped) send({ type: 'resume' });
      if (command.type === 'stop') isStopped = true;
      send(command.type === 'stop' ? { type: 'pause' } : command);
    },
  };
}

function endOnStop(): Fault {
  let current = 0;
  return {
    command: (command, send, tell) => {
      if (command.type === 'load') current = command.generation;
      send(command);
      if (command.type === 'stop') tell({ type: 'ended', generation: current, positionMs: 0 });
    },
  };
}

function appendingAlways(): Fault {
  return {
    command: (command, send) => send(command.type === 'load' ? { ...command, mode: 'append' } : command),
  };
}

/** The first frame of the second generation changes places with the last of the first. */
function eager(frames: readonly Uint8Array[]): readonly Uint8Array[] {
  return frames.toSorted((one, other) => orderOf(one) - orderOf(other));
}

function orderOf(frame: Uint8Array): number {
  const view = new DataView(frame.buffer, frame.byteOffset);
  const [generation, index] = [view.getUint16(1), view.getUint16(3)];
  return generation === 2 && index === 0 ? 1_000 + 18.5 : 1_000 * generation + index;
}

function confused(): Fault {
  const over = new Set<number>();
  let current = 0;
  return {
    command: (command, send) => {
      if (command.type === 'load') current = command.generation;
      const isLate = command.type === 'frames' && over.has(command.generation);
      send(isLate ? { ...command, generation: current } : command);
    },
    event: (event, tell) => {
      if (event.type === 'ended') over.add(event.generation);
      tell(event);
    },
  };
}

/** To that of what was begun by this command. */
function deafToUnload(by: 'load' | 'splice'): Fault {
  const begun = new Set<number>();
  return {
    command: (command, send) => {
      if (command.type === by) begun.add(command.generation);
      if (command.type !== 'unload' || !begun.has(command.generation)) send(command);
    },
  };
}

function breakingOff(): Fault {
  const playing = new Set<number>();
  return {
    command: (command, send) => {
      send(command.type === 'unload' && playing.has(command.generation) ? { type: 'stop' } : command);
    },
    event: (event, tell) => {
      if (event.type === 'started') playing.add(event.generation);
      if (event.type === 'ended') playing.delete(event.generation);
      tell(event);
    },
  };
}

function endOfTheOld(): Fault {
  return {
    command: (command, send, tell) => {
      send(command);
      if (command.type === 'splice') tell({ type: 'ended', generation: command.replaces, positionMs: command.atMs });
    },
  };
}

function splicingAlways(): Fault {
  const over = new Set<number>();
  return {
    command: (command, send) => {
      if (command.type !== 'splice' || !over.has(command.replaces)) return send(command);
      const { generation, positionMs } = command;
      send({ type: 'load', generation, mode: 'append', positionMs });
    },
    event: (event, tell) => {
      if (event.type === 'ended') over.add(event.generation);
      tell(event);
    },
  };
}
