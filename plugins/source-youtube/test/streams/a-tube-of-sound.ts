import { type Clock, type Fetch, type OpenContext, silentLogger, SystemClock, type Track } from '@tonearm/core';
import { aTrack, aWebmOpus, MediaStandIn } from '@tonearm/core/testing';
import type { PlayerQuestion } from '../../src/streams/player-answers.js';
import type { StreamClient } from '../../src/streams/stream-client.js';
import { YouTubeStreams, type YouTubeStreamsParts } from '../../src/streams/youtube-streams.js';
import { anAnswer } from './player-answers.js';

/** What a client is told; thrown when it is an error. */
export type Told = (question: PlayerQuestion) => object | Error;

/** A YouTube on this machine: what each client is told, and its media behind a stand-in. */
export interface TubeOfSound {
  readonly media: MediaStandIn;
  readonly streams: YouTubeStreams;
  /** What was asked, in order: `client visitor`. */
  readonly asked: readonly string[];
  readonly questions: readonly PlayerQuestion[];
  /** How often somebody wanted to be somebody else. */
  readonly freshVisitors: number;
  /** From now on a client is told that. */
  tell(client: string, told: Told): void;
  open(context?: Partial<OpenContext>, track?: Track): ReturnType<YouTubeStreams['open']>;
  close(): Promise<void>;
}

export interface TubeOptions extends Partial<Omit<YouTubeStreamsParts, 'answers'>> {
  readonly clock?: Clock;
}

/** A client that asks plainly. */
export function aClient(name: string, changes: Partial<StreamClient> = {}): StreamClient {
  return { name, version: '1.0', number: 1, userAgent: `${name}/1.0`, about: {}, endpoint: 'player', ...changes };
}

/** Two clients, ONE and TWO, who are told of a file at `/one` and `/two`, until a test tells them something else. */
export async function aTubeOfSound(options: TubeOptions = {}): Promise<TubeOfSound> {
  const { clock = new SystemClock(), clients = [aClient('ONE'), aClient('TWO')], ...rest } = options;
  const media = await MediaStandIn.listen();
  const told = new Map<string, Told>();
  const questions: PlayerQuestion[] = [];
  let visitors = 0;
  const answers: YouTubeStreamsParts['answers'] = {
    player: async (question) => {
      questions.push(question);
      const answer = told.get(question.client.name)?.(question) ?? anAnswer([sound(question)]);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    freshVisitor: async () => {
      visitors += 1;
      return `visitor-${visitors}`;
    },
  };
  // It takes more kinds of addresses than are ever asked for.
  const fetch: Fetch = (url, init) => media.fetch(url, init);
  const streams = new YouTubeStreams({ answers, clock, clients, logger: silentLogger, fetch, ...rest });
  const never = new AbortController().signal;
  return {
    media,
    streams,
    questions,
    get asked() {
      return questions.map(({ client, visitorData }) => `${client.name} ${visitorData}`);
    },
    get freshVisitors() {
      return visitors;
    },
    tell: (client, answer) => told.set(client, answer),
    open: (context = {}, track = aTrack({ source: 'youtube', id: 'abcdefghijk' })) =>
      streams.open(track, { positionMs: 0, attemptSignal: never, streamSignal: never, ...context }),
    close: () => media.close(),
  };
}

/** Two minutes of sound. */
export const FILE = aWebmOpus(120);
export const FILE_TYPE = 'audio/webm';

/** The same, with two minutes of sound at both addresses. */
export async function aTubeOfAFile(options?: TubeOptions): Promise<TubeOfSound> {
  const tube = await aTubeOfSound(options);
  for (const path of ['/one', '/two']) tube.media.serve(path, { body: FILE, type: FILE_TYPE });
  return tube;
}

/** The address of 251 for who asks: its path is the client's name. */
export function sound(
  { client, visitorData = '' }: PlayerQuestion,
  { path = client.name.toLowerCase(), itag = 251, ...query }: Readonly<Record<string, string | number>> = {},
): { readonly itag: number; readonly url: string; readonly contentLength: undefined } {
  const url = new URL(`https://r1.googlevideo.com/${path}`);
  url.searchParams.set('visitor', visitorData);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return { itag: Number(itag), url: url.href, contentLength: undefined };
}

/** All bytes of a stream, and the longest time that one had to wait for the next. */
export async function heard(
  readable: AsyncIterable<Buffer>,
): Promise<{ readonly bytes: Buffer; readonly gapMs: number }> {
  const chunks: Buffer[] = [];
  let gapMs = 0;
  let lastMs = performance.now();
  for await (const chunk of readable) {
    gapMs = Math.max(gapMs, performance.now() - lastMs);
    lastMs = performance.now();
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks), gapMs };
}
