import { WebSocket } from 'ws';
import { type Certificate, makeCertificate } from '../../src/voice/certificate.js';
import { listenVoice } from '../../src/voice/listen-voice.js';
import type { VoiceServer } from '../../src/voice/voice-server.js';
import { type BotOptions, type BotSeat, VoiceBot } from './voice-bot.js';

export const GUILD = '100000000000000001';
export const CHANNEL = '200000000000000001';
export const BOT = '300000000000000001';
export const ALICE = '400000000000000001';
export const BOB = '400000000000000002';

let certificate: Certificate | undefined;

/** A voice server for one test, and the bots in it, which `close` ends before it. */
export class TestVoiceServer {
  readonly #bots: VoiceBot[] = [];

  private constructor(readonly server: VoiceServer) {}

  static async listen(options: { readonly dave: boolean; readonly port?: number }): Promise<TestVoiceServer> {
    // One for the test run: a certificate stays trusted by the process.
    if (certificate === undefined) {
      certificate = await makeCertificate();
      certificate.trust();
      await certificate.dispose();
    }
    return new TestVoiceServer(await listenVoice({ certificate, ...options }));
  }

  /** A bot that has begun to join. */
  bot(seat: Partial<BotSeat> = {}, options: BotOptions = {}): VoiceBot {
    const bot = new VoiceBot(this.server, { guildId: GUILD, channelId: CHANNEL, userId: BOT, ...seat }, options);
    this.#bots.push(bot);
    return bot;
  }

  get listener() {
    return this.server.listenerOf(CHANNEL);
  }

  async close(): Promise<void> {
    for (const bot of this.#bots) bot.leave();
    await this.server.close();
  }
}

/** The code with which the voice gateway closes a client that says this. */
export function closeCodeAfter(server: VoiceServer, ...messages: unknown[]): Promise<number> {
  const socket = new WebSocket(`wss://${server.endpoint}?v=8`);
  socket.on('open', () => {
    for (const message of messages) socket.send(JSON.stringify(message));
  });
  return new Promise((resolve) => {
    socket.on('close', resolve);
  });
}
