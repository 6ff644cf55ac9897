import type { MessageContent, MessageTarget } from '@tonearm/core';
import { FakeClock, FakeVoiceConnector } from '@tonearm/core/testing';
import { embedView } from '@tonearm/progress-embed';
import { TimedSource } from './timed-source.js';
import { virtualBot } from './virtual-bot.js';

/** What it took until all songs were there, and to show it. */
export interface Drawn {
  /** Until the last song was found: virtual time that passed, and the computing itself. */
  readonly ms: number;
  /** Edits in all until every message shows its end. */
  readonly edits: number;
  /** What each message showed last. */
  readonly shown: readonly (MessageContent | undefined)[];
}

/** Long enough for every message to show its end. */
const REST_MS = 60_000;
const STEP_MS = 10;

/** Asks one guild's Tonearm for songs that take no time, each with an embed whose edits take theirs. */
export async function playWithEmbeds(songs: number, editMs: number): Promise<Drawn> {
  const clock = new FakeClock();
  const source = new TimedSource({ clock, lookupMs: () => 0, openingMs: () => 0 });
  const plugins = [embedView()];
  const tonearm = await virtualBot({ clock, source, plugins, voice: new FakeVoiceConnector() });
  const messages = Array.from({ length: songs }, () => new SlowMessage(clock, editMs));
  const startedMs = performance.now();
  const startedVirtualMs = clock.monotonic();
  let found = false;
  const added = messages.map((message, index) => {
    const text = `https://music.example/${index}`;
    const request = { guildId: 'guild', voiceChannelId: 'lounge', requestedBy: 'ada', text, message } as const;
    return tonearm.play({ ...request, priority: 'normal', place: 'end' }).added;
  });
  const all = Promise.all(added).then(() => {
    found = true;
    return clock.monotonic() - startedVirtualMs + (performance.now() - startedMs);
  });
  await clock.advance(0);
  while (!found) await clock.advance(STEP_MS);
  const ms = await all;
  await clock.advance(REST_MS);
  const edits = messages.reduce((sum, message) => sum + message.edits, 0);
  const shown = messages.map(({ content }) => content);
  // Who listens is told of the end, by an edit that takes its time as well.
  const closed = tonearm.close();
  await clock.advance(REST_MS);
  await closed;
  return { ms, edits, shown };
}

/** A message whose every edit takes a while. */
class SlowMessage implements MessageTarget {
  edits = 0;
  content: MessageContent | undefined;
  readonly #clock: FakeClock;
  readonly #editMs: number;

  constructor(clock: FakeClock, editMs: number) {
    this.#clock = clock;
    this.#editMs = editMs;
  }

  async edit(content: MessageContent): Promise<void> {
    this.edits += 1;
    await this.#clock.sleep(this.#editMs);
    this.content = content;
  }

  followUp(content: MessageContent): Promise<void> {
    return this.edit(content);
  }
}
