import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import { VoiceError } from '../errors/voice-errors.js';
import type { Wording } from '../model/phrase.js';
import type { Loneliness } from './loneliness.js';
import type { Player } from './player.js';
import type { Programme } from './programme.js';
import type { Reconciler } from './reconciler.js';
import type { SessionEvent } from './session-events.js';
import type { SessionVoice } from './session-voice.js';
import type { VoiceConnection, VoiceConnectionState } from './voice-connector.js';

export interface VoiceTurnsParts {
  readonly programme: Programme;
  readonly player: Player;
  readonly voice: SessionVoice;
  readonly loneliness: Loneliness;
  readonly reconciler: Reconciler;
  emit(event: SessionEvent): void;
}

/** What follows when the session goes to a voice channel, and when it is lost from one. Each method is a part of a turn. */
export class VoiceTurns {
  readonly #parts: VoiceTurnsParts;

  constructor(parts: VoiceTurnsParts) {
    this.#parts = parts;
  }

  /** @throws ResourceLimitError when there are too many connections */
  join(channelId: string): void {
    const { voice, player } = this.#parts;
    if (voice.state?.status === 'destroyed') this.#lose(null);
    const output = voice.join(channelId);
    if (output) player.attach(output);
  }

  /** The time has come for another try. */
  rejoin(): void {
    const { voice, player } = this.#parts;
    try {
      const output = voice.rejoin();
      if (output) player.attach(output);
    } catch (error) {
      this.#lose(asTonearmError(error));
    }
  }

  /** The connection says that it is ready, and nothing leaves it: as good as lost. */
  outputFailed(reason: Wording): void {
    this.#lose(new VoiceError(reason, true));
  }

  /** A connection's state is another one now. */
  changed(connection: VoiceConnection, state: VoiceConnectionState): void {
    const { voice, loneliness, emit } = this.#parts;
    if (!voice.isCurrent(connection)) return;
    if (state.status === 'destroyed') return this.#lose(state.error);
    voice.changed(state);
    loneliness.count(state);
    emit({ type: 'voice', state });
  }

  /** Nobody waits any more for what was to go on: it comes back for nothing. */
  giveUpForNothing(): void {
    const { voice, emit } = this.#parts;
    if (!voice.rejoins || this.#hasReasonToStay) return;
    voice.leave();
    emit({ type: 'voice', state: { status: 'destroyed', error: null } });
  }

  /** What played goes back to the head of the queue, to go on from its position; paused, if a listener had paused it. */
  #lose(error: TonearmError | null): void {
    const { programme, player, voice, loneliness, reconciler, emit } = this.#parts;
    const { playing } = player;
    player.detach();
    if (playing) programme.putBack(playing.entry, playing.positionMs);
    const state = voice.lost(error, this.#hasReasonToStay);
    const wasPaused = playing?.paused && !loneliness.hasPaused;
    if (wasPaused && state.status === 'rejoining') reconciler.startPaused(playing.entry.id);
    emit({ type: 'voice', state });
  }

  get #hasReasonToStay(): boolean {
    const { queue, modes } = this.#parts.programme;
    return queue.entries.length > 0 || modes.stay;
  }
}
