import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import {
  Container,
  createTonearm,
  type Plugin,
  PriorityScheduler,
  type SchedulerCensus,
  silentLogger,
  type Tonearm,
  tokens,
} from '@tonearm/core';
import { seededRandom } from '../simulation/zipf-trace.js';
import { HurriedClock } from './hurried-clock.js';
import { MoodySource } from './moody-source.js';
import { QuickVoice } from './quick-voice.js';
import { countChildren, type Held, handles, memory } from './sample.js';
import { SampleTable } from './sample-table.js';

/** A leak that the soak has to find. */
export type Plant = 'streams' | 'sessions' | 'listeners' | 'heap';
/** All of them. That of the heap stands in no map that is counted: only its slope tells. */
export const PLANTS: readonly Plant[] = ['streams', 'sessions', 'listeners', 'heap'];

export interface SoakOptions {
  readonly seed: number;
  readonly guilds: number;
  /** Whether to go on after so many operations. */
  goesOn(operations: number): boolean;
  /** After how many operations a sample is taken. */
  readonly sampleEvery: number;
  /** Part of the tracks that ffmpeg reads, 0–1; 0 where there is none. */
  readonly ffmpegShare: number;
  readonly plant: Plant | undefined;
  /** How long everything has to come to its end, in milliseconds. */
  readonly drainMs: number;
}

export interface SoakResult {
  readonly operations: number;
  readonly samples: SampleTable;
  /** Tasks that the lookups' scheduler ended, and tries that followed a failed one: that something was really done. */
  readonly done: {
    readonly succeeded: number;
    readonly failed: number;
    readonly cancelled: number;
    readonly retries: number;
  };
  /** What the drain did not empty, by name. Nothing in a healthy run. */
  readonly left: Held;
}

/** How many times faster than real the waiting is. */
const HURRY = 100;
const TITLES = 400;
/** After how many operations the cache is emptied, so that sources are really asked. */
const FORGET_EVERY = 400;
/** How many numbers the planted leak of the heap keeps with each operation: four kilobytes. */
const LEAKED_NUMBERS = 512;

/** Uses a Tonearm at full speed, samples what it holds, and drains it. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { goesOn, sampleEvery, drainMs } = options;
  const childrenBefore = countChildren();
  const run = await SoakRun.begin(options);
  const samples = new SampleTable();
  let operations = 0;
  for (; goesOn(operations); operations++) {
    run.act();
    await nextTurn();
    if (operations % FORGET_EVERY === FORGET_EVERY - 1) await run.forget();
    if (operations % sampleEvery === 0) {
      samples.add(operations, { ...run.held(), ...(await run.cached()), ...memory(), ...handles() });
    }
  }
  const left = await run.drain(drainMs, childrenBefore);
  return { operations, samples, done: run.done(), left };
}

class SoakRun {
  readonly #clock = new HurriedClock(HURRY);
  readonly #voice = new QuickVoice();
  readonly #random: () => number;
  readonly #source: MoodySource;
  readonly #lanes: { readonly resolving: PriorityScheduler; readonly opening: PriorityScheduler };
  readonly #options: SoakOptions;
  readonly #tasks = new Map<string, string>();
  readonly #following = new Set<() => void>();
  #tonearm: Tonearm | undefined;
  #leaked = 0;
  readonly #leakedHeap: unknown[] = [];

  private constructor(options: SoakOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    const { ffmpegShare, plant, seed } = options;
    this.#source = new MoodySource({ random: seededRandom(seed + 1), ffmpegShare, leaks: plant === 'streams' });
    const parts = { clock: this.#clock, logger: silentLogger, workers: 8, maxWorkers: 16 };
    this.#lanes = {
      resolving: new PriorityScheduler({ ...parts, capacity: 200 }),
      opening: new PriorityScheduler({ ...parts, capacity: Number.MAX_SAFE_INTEGER }),
    };
  }

  static async begin(options: SoakOptions): Promise<SoakRun> {
    const run = new SoakRun(options);
    const container = new Container();
    container.provide(tokens.clock, run.#clock);
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.resolving, run.#lanes.resolving);
    container.provide(tokens.opening, run.#lanes.opening);
    if (options.ffmpegShare === 0) container.provide(tokens.transcoder, undefined);
    const plugin: Plugin = {
      name: 'soak',
      setup: ({ sources, views, provide }) => {
        sources.add(run.#source);
        views.add({ name: 'plain', render: (snapshot) => ({ text: JSON.stringify(snapshot) }) });
        provide(tokens.voiceConnector, run.#voice);
      },
    };
    run.#tonearm = await createTonearm({ container, plugins: [plugin] });
    return run;
  }

  /** One thing that a listener does. */
  act(): void {
    const guildId = `guild-${Math.floor(this.#random() * this.#options.guilds)}`;
    const tonearm = this.#open();
    const roll = this.#random();
    if (roll < 0.4) this.#play(guildId);
    else if (roll < 0.6) tonearm.session(guildId)?.skip();
    else if (roll < 0.72) tonearm.cancel(this.#tasks.get(guildId) ?? '', 'Not any more.');
    else if (roll < 0.8) tonearm.session(guildId)?.pause();
    else if (roll < 0.88) tonearm.session(guildId)?.resume();
    else if (roll < 0.91) tonearm.session(guildId)?.stop();
    else if (roll < 0.95) tonearm.join(guildId, `channel-${Math.floor(this.#random() * 3)}`);
    else tonearm.session(guildId)?.leave();
    if (this.#options.plant === 'heap') this.#leakedHeap.push(Array(LEAKED_NUMBERS).fill(roll));
    if (this.#options.plant === 'sessions' && this.#random() < 0.05) tonearm.join(`leak-${this.#leaked++}`, 'lounge');
  }

  held(): Held {
    const { voiceConnections, streams, childProcesses } = this.#open().resourceStatus();
    return {
      ...this.#open().census(),
      ...prefixed('lookups: ', this.#lanes.resolving.census()),
      ...prefixed('openings: ', this.#lanes.opening.census()),
      'ledger: voice connections': voiceConnections.open,
      'ledger: streams': streams.open,
      'ledger: child processes': childProcesses.open,
      streams: this.#source.openStreams,
      connections: this.#voice.connections,
      listeners: this.#following.size,
      timers: this.#clock.timers,
      children: countChildren(),
    };
  }

  async cached(): Promise<Held> {
    return { 'cache entries': (await this.#open().cacheFigures()).entries };
  }

  async forget(): Promise<void> {
    await this.#open().clearCache();
  }

  done(): SoakResult['done'] {
    const { succeeded, failed, cancelled, retries } = this.#lanes.resolving.stats();
    return { succeeded, failed, cancelled, retries };
  }

  /** Everybody leaves, and what was begun ends by itself; then Tonearm closes. @returns what was still held at the end of each */
  async drain(patienceMs: number, childrenBefore: number): Promise<Held> {
    for (let guild = 0; guild < this.#options.guilds; guild++) this.#open().session(`guild-${guild}`)?.leave();
    const ownChildren = () => ({ ...this.held(), children: countChildren() - childrenBefore });
    // Remembered on purpose and bounded: the history. Timers may wait for the next warming until Tonearm closes.
    const idle = await settled(patienceMs, () => nonZero(ownChildren(), ['history', 'timers']));
    await this.forget();
    const remembered = nonZero(await this.cached(), []);
    await this.#open().close();
    const closed = await settled(patienceMs, () => nonZero(ownChildren(), ['history']));
    return { ...closed, ...remembered, ...idle };
  }

  #play(guildId: string): void {
    const text = `moody: title ${Math.floor(this.#random() * TITLES)}`;
    const message = { edit: async () => {}, followUp: async () => {} };
    const asked = { voiceChannelId: 'lounge', requestedBy: 'ada', priority: 'normal', place: 'end', message } as const;
    const { taskId, added } = this.#open().play({ ...asked, guildId, text });
    this.#tasks.set(guildId, taskId);
    const stop = this.#open().onCircuit(() => {});
    this.#following.add(stop);
    const unfollow = () => {
      if (this.#options.plant === 'listeners') return;
      stop();
      this.#following.delete(stop);
    };
    added.then(unfollow, unfollow);
  }

  #open(): Tonearm {
    if (this.#tonearm === undefined) throw new Error('The run has not begun.');
    return this.#tonearm;
  }
}

function prefixed(prefix: string, census: SchedulerCensus): Held {
  return Object.fromEntries(Object.entries(census).map(([name, count]) => [prefix + name, count]));
}

function nonZero(held: Held, except: readonly string[]): Held {
  return Object.fromEntries(
    Object.entries(held).filter(([name, count]) => count !== 0 && !except.some((end) => name.endsWith(end))),
  );
}

/** Looks until nothing is left, or patience is. */
async function settled(patienceMs: number, left: () => Held): Promise<Held> {
  const untilMs = performance.now() + patienceMs;
  while (Object.keys(left()).length > 0 && performance.now() < untilMs) await sleep(10);
  return left();
}
