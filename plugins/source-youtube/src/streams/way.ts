import type { SoundOffer } from './formats.js';

/** What a way offers, and who it was offered to. */
export interface Offered extends SoundOffer {
  /** `undefined` where there is no identity that could be worn out. */
  readonly visitorData?: string;
}

/** One way to the sound of a video: a client, or yt-dlp. */
export interface Way {
  readonly name: string;
  /** Whether it asks YouTube as a visitor whose identity can be exchanged. */
  readonly hasIdentity: boolean;
  /** Whether it asks as somebody with an account, whom no bot check of the others concerns. */
  readonly isSignedIn: boolean;
  /**
   * The addresses of a video's sound, as they are now.
   * @param worn an identity that is of no use any more
   * @throws UnplayableVideoError, BotCheckError, SourceUnavailableError
   */
  offer(videoId: string, worn: string | undefined, signal: AbortSignal): Promise<Offered>;
}
