import { writeFile } from 'node:fs/promises';
import {
  Container,
  createTonearm,
  FRAME_MS,
  oggOpusFile,
  type SessionEvent,
  silentLogger,
  tokens,
} from '@tonearm/core';
import { textView } from '@tonearm/progress-text';
import { localFiles } from '@tonearm/source-local';
import { fileVoice, PacketRecorder } from './file-voice.js';

export interface PlayToFileOptions {
  readonly query: string;
  readonly musicDir: string;
  readonly file: string;
  /** Takes each line of progress. */
  say(line: string): void;
}

/** Finds a track, plays it into an Ogg file, and says how it goes. Returns the length of the sound in milliseconds. */
export async function playToFile({ query, musicDir, file, say }: PlayToFileOptions): Promise<number> {
  const recorder = new PacketRecorder();
  const container = new Container();
  container.provide(tokens.logger, silentLogger);
  const plugins = [localFiles({ folder: musicDir, watch: false }), textView(), fileVoice(recorder)];
  const tonearm = await createTonearm({ container, plugins });
  try {
    const message = { edit: async ({ text }: { text?: string }) => say(text ?? ''), followUp: async () => {} };
    const request = { guildId: 'terminal', voiceChannelId: 'file', requestedBy: 'you', text: query } as const;
    const { added } = tonearm.play({ ...request, priority: 'urgent', place: 'end', message });
    const over = Promise.withResolvers<void>();
    tonearm.session('terminal')?.onEvent((event: SessionEvent) => {
      if (event.type === 'failed') over.reject(event.error);
      if (event.type === 'ended') over.resolve();
    });
    await Promise.all([added, over.promise]);
    await writeFile(file, oggOpusFile(recorder.packets));
    return recorder.packets.length * FRAME_MS;
  } finally {
    await tonearm.close();
  }
}
