import {
  type AudioOutput,
  FRAME_MS,
  FRAME_SAMPLES,
  Listeners,
  type OpusPacket,
  type OutputCommand,
  type OutputEvent,
  type Plugin,
  tokens,
  type Unsubscribe,
  type VoiceConnection,
  type VoiceConnectionState,
} from '@tonearm/core';

/** Frames that are taken at a time. */
const CREDIT = 50;

/** Takes frames as fast as they come and keeps them, instead of sending them when they are due. */
export class PacketRecorder implements AudioOutput {
  readonly packets: OpusPacket[] = [];
  readonly #events = new Listeners<OutputEvent>();

  onEvent(listener: (event: OutputEvent) => void): Unsubscribe {
    return this.#events.add(listener);
  }

  send(command: OutputCommand): void {
    if (command.type === 'load') this.#begin(command.generation);
    else if (command.type === 'frames') this.#take(command.generation, command.frames);
    else if (command.type === 'end') this.#end(command.generation);
  }

  #begin(generation: number): void {
    this.#events.emit({ type: 'credit', generation, frames: CREDIT });
  }

  #take(generation: number, frames: readonly Uint8Array[]): void {
    if (this.packets.length === 0) this.#events.emit({ type: 'started', generation });
    this.packets.push(...frames.map((frame) => ({ data: new Uint8Array(frame), samples: FRAME_SAMPLES })));
    this.#events.emit({ type: 'credit', generation, frames: frames.length });
  }

  #end(generation: number): void {
    this.#events.emit({ type: 'ended', generation, positionMs: this.packets.length * FRAME_MS });
  }
}

/** A “voice channel” that is a recorder: whatever is played in any guild ends up in it. */
export function fileVoice(recorder: PacketRecorder): Plugin {
  const connection = (channelId: string): VoiceConnection => {
    const state: VoiceConnectionState = { status: 'ready', channelId, encryption: 'none' };
    return { output: recorder, state, onState: () => () => {}, move: () => {}, destroy: () => {} };
  };
  return {
    name: 'file-voice',
    setup: ({ provide }) => provide(tokens.voiceConnector, { connect: (_guildId, channelId) => connection(channelId) }),
  };
}
