import type { AudioOutput, OutputEvent } from '@tonearm/core';

/** Sends a generation's frames against credit, as a session does, and then its end unless it is left open. */
export function feed(
  output: AudioOutput,
  generation: number,
  frames: readonly Uint8Array[],
  options: { readonly mode?: 'replace' | 'append'; readonly end?: boolean; readonly positionMs?: number } = {},
): void {
  const { mode = 'replace', end = true, positionMs = 0 } = options;
  let sent = 0;
  const stop = output.onEvent((event) => {
    if (event.type !== 'credit' || event.generation !== generation) return;
    const next = frames.slice(sent, sent + event.frames);
    sent += next.length;
    output.send({ type: 'frames', generation, frames: next });
    if (sent < frames.length) return;
    stop();
    if (end) output.send({ type: 'end', generation });
  });
  output.send({ type: 'load', generation, mode, positionMs });
}

/** Everything that an output tells, and the way to wait for some of it. */
export class EventLog {
  readonly events: OutputEvent[] = [];
  #look: () => void = () => {};

  constructor(output: AudioOutput) {
    output.onEvent((event) => {
      this.events.push(event);
      this.#look();
    });
  }

  /** The first event of this type, now or later. */
  first(type: OutputEvent['type'], generation?: number): Promise<OutputEvent> {
    return new Promise((resolve) => {
      this.#look = () => {
        const found = this.events.find(
          (event) => event.type === type && (generation ?? event.generation) === event.generation,
        );
        if (found) resolve(found);
      };
      this.#look();
    });
  }
}
