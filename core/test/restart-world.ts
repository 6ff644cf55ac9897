import { setImmediate as settle } from 'node:timers/promises';
import { createTonearm } from '../src/create-tonearm.js';
import { Container } from '../src/di/container.js';
import { tokens } from '../src/di/tokens.js';
import type { MessageContent } from '../src/model/message-content.js';
import type { Plugin } from '../src/plugin-host/plugin.js';
import { MemoryStore } from '../src/store/memory-store.js';
import { aTrack } from '../src/testing/a-track.js';
import { FakeClock } from '../src/testing/fake-clock.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { FakeTranscoder } from '../src/testing/fake-transcoder.js';
import { FakeVoiceConnector } from '../src/testing/fake-voice.js';
import { RecordingLogger } from '../src/testing/recording-logger.js';

export const TRACKS = ['one', 'two', 'three'].map((id) => aTrack({ id, title: id, durationMs: 60_000 }));

/** What outlives a process: the time, the store, and the messages. */
export class RestartWorld {
  readonly clock = new FakeClock();
  readonly store = new MemoryStore(this.clock);
  /** What each message shows, by its address. */
  readonly messages = new Map<string, MessageContent[]>();

  messageAt(address: string) {
    const shown = this.messages.get(address) ?? [];
    this.messages.set(address, shown);
    return {
      address,
      edit: async (content: MessageContent) => void shown.push(content),
      followUp: async () => {},
    };
  }

  /** A process with its own memory. A crash is to let go of it. */
  async aProcess(source = new FakeSource({ tracks: TRACKS }), { hasFfmpeg = true } = {}) {
    const logger = new RecordingLogger();
    const connector = new FakeVoiceConnector();
    const container = new Container();
    container.provide(tokens.clock, this.clock);
    container.provide(tokens.logger, logger);
    container.provide(tokens.transcoder, hasFfmpeg ? new FakeTranscoder() : undefined);
    container.provide(tokens.store, this.store);
    const fakes: Plugin = {
      name: 'fakes',
      setup: ({ sources, views, provide }) => {
        sources.add(source);
        views.add({ name: 'plain', render: (snapshot) => ({ text: JSON.stringify(snapshot) }) });
        provide(tokens.voiceConnector, connector);
        provide(tokens.findMessage, (address) => this.messageAt(address));
      },
    };
    const tonearm = await createTonearm({ container, plugins: [fakes] });
    return {
      tonearm,
      logger,
      source,
      output: () => connector.of('guild').output,
      play: (text: string, title?: string) =>
        tonearm.play({
          guildId: 'guild',
          voiceChannelId: 'lounge',
          requestedBy: 'ada',
          text,
          ...(title !== undefined && { title }),
          priority: 'normal',
          place: 'end',
          message: this.messageAt(`message of ${text}`),
        }),
      upcoming: () =>
        tonearm
          .session('guild')
          ?.snapshot.upcoming.map(({ content }) => (content.kind === 'track' ? content.track.id : content.kind)),
    };
  }

  async pass(ms = 5_000): Promise<void> {
    for (let round = 0; round < 20; round += 1) await settle();
    await this.clock.advance(ms);
  }
}
