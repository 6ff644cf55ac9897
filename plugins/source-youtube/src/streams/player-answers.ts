import type { StreamClient } from './stream-client.js';

/** What is asked of YouTube about one video. */
export interface PlayerQuestion {
  readonly videoId: string;
  readonly client: StreamClient;
  /** `player`, or the endpoint for shorts. */
  readonly endpoint: StreamClient['endpoint'];
  /** Who asks; the asker's own identity when absent. */
  readonly visitorData?: string;
  /** Goes along as `serviceIntegrityDimensions`. */
  readonly poToken?: string;
}

/** Who asks YouTube for us. Both throw `TonearmError`s, and stop with their signal. */
export interface PlayerAnswers {
  /** The raw answer of `/player`, or of the endpoint for shorts around it, in English. */
  player(question: PlayerQuestion, signal: AbortSignal): Promise<unknown>;
  /** A visitor identity that was never used. */
  freshVisitor(signal: AbortSignal): Promise<string>;
}
