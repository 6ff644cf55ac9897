import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ChannelListener,
  OptionValue,
  SandboxInteraction,
  SandboxMember,
  SandboxTextChannel,
  SandboxVoiceChannel,
} from '@tonearm/discord-sandbox';

const SOUND_MS = 30_000;
const REPLY_MS = 15_000;
/** After a stop, so that what it set going has ended before the next measurement. */
const CALM_MS = 300;

/** A guild with one listener, who sits in its voice channel. */
export class Room {
  readonly #member: SandboxMember;
  readonly #text: SandboxTextChannel;
  readonly #voice: SandboxVoiceChannel;

  constructor(member: SandboxMember, text: SandboxTextChannel, voice: SandboxVoiceChannel) {
    this.#member = member;
    this.#text = text;
    this.#voice = voice;
    member.joinVoice(voice);
    voice.listener.keepLast(0);
  }

  /** What the listener hears. */
  get sound(): ChannelListener {
    return this.#voice.listener;
  }

  get hasBot(): boolean {
    return this.#voice.hasBot;
  }

  play(query: string): Promise<SandboxInteraction> {
    return this.command('play', { query });
  }

  /** Uses any command. */
  command(name: string, options: Readonly<Record<string, OptionValue>> = {}): Promise<SandboxInteraction> {
    return this.#member.command(this.#text, name, options);
  }

  /**
   * Plays, and waits for the sound.
   * @param inLineMs how long its join may stand in line behind those of other rooms
   * @returns milliseconds from the command to the first frame that the listener decrypted end to end
   */
  async playUntilHeard(query: string, inLineMs = 0): Promise<number> {
    const heard = firstFrameAtMs(this.sound, SOUND_MS + inLineMs);
    heard.catch(() => {});
    const commandAtMs = performance.timeOrigin + performance.now();
    const interaction = await this.play(query);
    try {
      return (await heard) - commandAtMs;
    } catch (error) {
      throw new Error(`“${query}” was not heard. The bot said: ${JSON.stringify(interaction.message)}`, {
        cause: error,
      });
    }
  }

  /** Silence, and an empty queue; the bot stays. */
  async stop(): Promise<void> {
    const ended = this.sound.waitForEnd(REPLY_MS);
    const interaction = await this.#member.command(this.#text, 'stop');
    await Promise.all([ended, interaction.waitForReply(REPLY_MS)]);
    await sleep(CALM_MS);
    this.sound.clear();
  }

  async leave(): Promise<void> {
    const interaction = await this.#member.command(this.#text, 'leave');
    await Promise.all([this.#voice.waitForBotToLeave(REPLY_MS), interaction.waitForReply(REPLY_MS)]);
    await sleep(CALM_MS);
  }
}

function firstFrameAtMs(sound: ChannelListener, withinMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stopListening();
      reject(new Error(`Nothing came end to end within ${withinMs} ms, but ${JSON.stringify(sound.counts)}`));
    }, withinMs);
    const stopListening = sound.onFrame(({ encryption, arrivedAtMs }) => {
      if (encryption !== 'dave') return;
      clearTimeout(timer);
      stopListening();
      resolve(arrivedAtMs);
    });
  });
}
