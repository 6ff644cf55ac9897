import { silentLogger } from '@tonearm/core';
import { LoopbackVoiceServer } from './loopback-voice-server.js';
import type { VoiceServer, VoiceServerOptions } from './voice-server.js';

/** Starts a voice server on loopback. Whoever starts it closes it. */
export function listenVoice(options: VoiceServerOptions): Promise<VoiceServer> {
  return LoopbackVoiceServer.listen({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    certificate: options.certificate,
    dave: options.dave,
    repeats: options.repeats ?? 'after-resumed',
    logger: options.logger ?? silentLogger,
  });
}
