/**
 * One of the programs that ask YouTube's inner interface (InnerTube), as data: what YouTube tells it depends on who it
 * says it is. Plain data: it crosses to the metadata thread.
 */
export interface InnerTubeClient {
  /** `context.client.clientName`, as YouTube spells it: `WEB`, `VISIONOS`, `TVHTML5`, … */
  readonly name: string;
  /** `context.client.clientVersion`. */
  readonly version: string;
  /** Its number for the header `X-Youtube-Client-Name`. */
  readonly number?: number;
  readonly userAgent?: string;
  /** What else stands in `context.client`: `osName`, `deviceModel`, … */
  readonly about?: Readonly<Record<string, string | number>>;
  /** Where it is embedded, for players inside other pages. */
  readonly embedUrl?: string;
  /** The host it asks; `www.youtube.com` by default. */
  readonly host?: string;
  /** Whether the operator's cookies go with its requests: only those of a browser are signed in with them. */
  readonly signedIn?: boolean;
}

/** What is asked of a video: the whole `/player` answer for one client. */
export interface PlayerRequest {
  readonly videoId: string;
  readonly client: InnerTubeClient;
  /** `player` by default; or the endpoint for shorts, whose answer has the player's inside, as `playerResponse`. */
  readonly endpoint?: 'player' | 'reel';
  /** Who asks, as YouTube knows visitors; the thread's own identity without it. */
  readonly visitorData?: string;
  /** Proof of origin, where the operator has a provider of them. */
  readonly poToken?: string;
  /** Further parts of the request's body (`playbackContext`, …). */
  readonly body?: Readonly<Record<string, unknown>>;
}
