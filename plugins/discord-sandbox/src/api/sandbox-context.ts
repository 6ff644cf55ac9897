import type { Faults } from '../faults/faults.js';
import type { VoiceServer } from '../voice/voice-server.js';
import type { World } from '../world/world.js';

/** What the handles of the test API stand on. */
export interface SandboxContext {
  readonly world: World;
  readonly voice: VoiceServer;
  readonly faults: Faults;
  /** `http://127.0.0.1:PORT` */
  readonly origin: () => string;
}
