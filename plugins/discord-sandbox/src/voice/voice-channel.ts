import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import { FrameRecorder } from './listening/frame-recorder.js';
import { parseSpeaking } from './session/client-messages.js';
import type { ClientMessage } from './session/gateway-socket.js';
import type { VoiceSession } from './session/voice-session.js';
import type { ArrivedPacket } from './udp/udp-receiver.js';
import type { Clock } from '@tonearm/core';

const SILENCE_FRAME = Buffer.from([0xf8, 0xff, 0xfe]);

/** Who is in one voice channel, and what is heard there. */
export class VoiceChannel {
  readonly listener: FrameRecorder;
  readonly #bots = new Set<VoiceSession>();
  #humans: readonly string[] = [];

  constructor(clock: Clock) {
    this.listener = new FrameRecorder(clock);
  }

  /** A bot has its session description: it is told who is here, and the others are told of it. */
  enter(bot: VoiceSession): void {
    const present = [...this.#humans, ...[...this.#bots].map((other) => other.userId)];
    if (present.length > 0) bot.tell(VoiceOpcodes.ClientsConnect, { user_ids: present });
    this.#tellAll(VoiceOpcodes.ClientsConnect, { user_ids: [bot.userId] });
    this.#bots.add(bot);
  }

  /** A bot's session has ended. */
  leave(bot: VoiceSession): void {
    if (!this.#bots.delete(bot)) return;
    this.listener.gone(bot.ssrc);
    this.#tellAll(VoiceOpcodes.ClientDisconnect, { user_id: bot.userId });
  }

  /** These humans, and no others, are here from now on. */
  setHumans(userIds: readonly string[]): void {
    const came = userIds.filter((userId) => !this.#humans.includes(userId));
    const left = this.#humans.filter((userId) => !userIds.includes(userId));
    this.#humans = [...userIds];
    for (const user_id of left) this.#tellAll(VoiceOpcodes.ClientDisconnect, { user_id });
    if (came.length > 0) this.#tellAll(VoiceOpcodes.ClientsConnect, { user_ids: came });
  }

  /** A bot in the channel said something that is not about connecting. */
  heard(bot: VoiceSession, message: ClientMessage): void {
    if (message.kind === 'json' && message.op === VoiceOpcodes.Speaking) this.#speaking(bot, message.data);
  }

  /** A bot's packet arrived. */
  arrived(bot: VoiceSession, packet: ArrivedPacket): void {
    const { frame, ssrc, sequence, timestamp, arrivedAtMs } = packet;
    if (frame === null) this.listener.undecryptable(ssrc, sequence);
    else if (SILENCE_FRAME.equals(frame)) this.listener.silence(ssrc, sequence);
    else {
      this.listener.sound({
        opus: frame,
        arrivedAtMs,
        sequence,
        timestamp,
        ssrc,
        userId: bot.userId,
        encryption: 'transport',
      });
    }
  }

  #speaking(bot: VoiceSession, data: unknown): void {
    const speaking = parseSpeaking(data);
    for (const other of this.#bots) {
      if (other !== bot) other.tell(VoiceOpcodes.Speaking, { user_id: bot.userId, ssrc: bot.ssrc, speaking });
    }
  }

  #tellAll(op: VoiceOpcodes, data: unknown): void {
    for (const bot of this.#bots) bot.tell(op, data);
  }
}
