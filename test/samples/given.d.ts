// What the samples in the documentation take for given: what a reader has by then, or brings.

declare const guildId: string;
declare const voiceChannelId: string;
declare const userId: string;
declare const token: string;
declare const message: import('@tonearm/core').PlayRequest['message'];
declare const track: import('@tonearm/core').Track;
declare const tonearm: import('@tonearm/core').Tonearm;
declare const session: import('@tonearm/core').Session;
declare const clock: import('@tonearm/core/testing').FakeClock;
declare const provide: import('@tonearm/core').PluginContext['provide'];
declare const localeOf: (guildId: string) => string;

declare const createTonearm: typeof import('@tonearm/core').createTonearm;
declare const lrclib: typeof import('@tonearm/core').lrclib;
declare const tokens: typeof import('@tonearm/core').tokens;
declare const localFiles: typeof import('@tonearm/source-local').localFiles;
declare const httpLinks: typeof import('@tonearm/source-http').httpLinks;
declare const serviceLinks: typeof import('@tonearm/source-links').serviceLinks;
declare const soundcloud: typeof import('@tonearm/source-soundcloud').soundcloud;
declare const youtube: typeof import('@tonearm/source-youtube').youtube;
declare const tones: typeof import('@tonearm/example-custom-source').tones;
declare const neonView: () => import('@tonearm/core').Plugin;
declare const NeonView: new () => import('@tonearm/core').ProgressView;
declare const Client: typeof import('discord.js').Client;
declare const GatewayIntentBits: typeof import('discord.js').GatewayIntentBits;
declare const melody: typeof import('#compose/score/melody').melody;

declare const FaultyFetch: typeof import('@tonearm/core/testing').FaultyFetch;
declare const itBehavesLikeASource: typeof import('@tonearm/core/testing').itBehavesLikeASource;
declare const itBehavesLikeACache: typeof import('@tonearm/core/testing').itBehavesLikeACache;
declare const itBehavesLikeAnOutput: typeof import('@tonearm/core/testing').itBehavesLikeAnOutput;
declare const gradeSource: typeof import('@tonearm/core/testing').gradeSource;
declare const gradeText: typeof import('@tonearm/core/testing').gradeText;
declare const ShelfSource: typeof import('@tonearm/example-custom-source').ShelfSource;
declare const MySource: new (options: {
  readonly fetch: import('@tonearm/core').Fetch;
}) => import('@tonearm/core').AudioSource;
declare const ShelfCache: new (
  parts: import('@tonearm/core').Clock | import('@tonearm/core/testing').CacheParts,
) => import('@tonearm/core').Cache<import('@tonearm/core').Json>;
declare const media: import('@tonearm/core/testing').MediaStandIn;
declare const samples: import('@tonearm/core/testing').SourceSamples;
declare const foreign: import('@tonearm/core/testing').SourceSamples['foreign'];
declare const fixtureFor: (address: string | URL | Request) => Response;
declare const output: import('@tonearm/core').AudioOutput & { close(): void };
declare const brokenBench: () => import('@tonearm/core/testing').OutputRig;
declare const frames: readonly Buffer[];
