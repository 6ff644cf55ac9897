import type { TonearmError } from '../errors/tonearm-error.js';
import type { Wording } from '../model/phrase.js';
import type { Unsubscribe } from '../runtime/clock.js';
import type { AudioOutput } from './audio-output.js';

/** Gets the bot into voice channels: one connection per guild. */
export interface VoiceConnector {
  /** Begins to connect and returns at once; how it goes is told by events. The caller destroys it. */
  connect(guildId: string, channelId: string): VoiceConnection;
}

/** The bot's presence in one guild's voice channel. Frames given before it is ready wait in the output. */
export interface VoiceConnection {
  readonly output: AudioOutput;
  readonly state: VoiceConnectionState;
  onState(listener: (state: VoiceConnectionState) => void): Unsubscribe;
  /** Goes to another channel of the same guild; the sound goes on. */
  move(channelId: string): void;
  /** Leaves the channel. Calling it again does nothing. */
  destroy(): void;
}

export type VoiceConnectionState =
  | { readonly status: 'connecting'; readonly channelId: string }
  /** Connected; sound is held until end-to-end encryption is ready (`held`), or flows. */
  | { readonly status: 'ready'; readonly channelId: string; readonly encryption: 'none' | 'held' | 'end-to-end' }
  /** Lost for a moment; mending itself. */
  | { readonly status: 'reconnecting'; readonly channelId: string; readonly reason: Wording }
  /** Over: `error` says why, in words; `null` when we left ourselves. */
  | { readonly status: 'destroyed'; readonly error: TonearmError | null };
