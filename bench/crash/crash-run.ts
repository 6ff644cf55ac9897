import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addExampleGuild, createSandbox, type ExampleGuild, type SandboxInteraction } from '@tonearm/discord-sandbox';
import type { Belongings } from '../belongings.js';
import { seededRandom } from '../simulation/zipf-trace.js';
import { type Hearing, type Heard, judge } from './hearing.js';
import { type Death, MortalProcess } from './mortal-process.js';
import { makeTakes, type Takes } from './takes.js';

export interface CrashOptions {
  /** The same seed draws the same deaths at the same times. */
  readonly seed: number;
  /** Every fifth of them is an orderly end. */
  readonly deaths: number;
  /** How long each take is, in frames of 20 ms. */
  readonly frames?: number;
  onDeath?(death: Death, atMs: number): void;
}

export interface CrashReport extends Hearing {
  /** Takes whose reply showed a task id, in the order of request. */
  readonly accepted: readonly string[];
  /** Asked for, but the process died before it had said so; some are played all the same. */
  readonly unaccepted: readonly string[];
  /** Accepted and never heard. */
  readonly lost: readonly string[];
  /** Accepted, and the message does not tell the end. */
  readonly untold: readonly string[];
  readonly deaths: Readonly<Record<Death, number>>;
  /** The longest orderly end, in milliseconds. */
  readonly slowestFarewellMs: number;
}

interface Asked {
  readonly title: string;
  readonly interaction: SandboxInteraction;
}

/** The kinds of death, in turn: four kills, then an end as the operator wants it. */
const TURNS: readonly Death[] = ['at-once', 'in-write', 'at-once', 'in-write', 'orderly'];
/** Takes that wait in the queue at most, so that the run ends soon after the last death. */
const MOST_WAITING = 3;
const REPLY_MS = 10_000;
const END_MS = 120_000;

/**
 * Plays to one listener while the bot's process is killed again and again, sometimes within a write to its database,
 * and asks for more while it lives. Then lets it play to the end and says what was lost.
 */
export async function crashRun(options: CrashOptions, belongings: Belongings): Promise<CrashReport> {
  const { seed, deaths, frames = 300, onDeath } = options;
  const random = seededRandom(seed);
  const takes = await makeTakes(deaths + MOST_WAITING + 1, frames, belongings);
  const stage = await Stage.open(takes, belongings);
  const counts: Record<Death, number> = { 'at-once': 0, 'in-write': 0, orderly: 0 };
  let slowestFarewellMs = 0;
  for (let death = 0; death < deaths; death += 1) {
    const livesMs = 1_000 + random() * 4_000;
    const afterUs = Math.floor(random() * 400);
    const kind = TURNS[death % TURNS.length] ?? 'at-once';
    await stage.live(livesMs);
    onDeath?.(kind, livesMs);
    const tookMs = await stage.die(kind, afterUs);
    counts[kind] += 1;
    if (kind === 'orderly') slowestFarewellMs = Math.max(slowestFarewellMs, tookMs);
    await stage.start();
  }
  await stage.playToTheEnd();
  return { ...stage.report(), deaths: counts, slowestFarewellMs };
}

/** A Discord with one listener, and the life and death of one bot. */
class Stage {
  readonly #takes: Takes;
  readonly #room: ExampleGuild;
  readonly #env: Readonly<Record<string, string>>;
  readonly #heard: Heard[] = [];
  readonly #accepted: Asked[] = [];
  readonly #unaccepted: Asked[] = [];
  #life = 0;
  #bot: MortalProcess | undefined;

  private constructor(takes: Takes, room: ExampleGuild, env: Readonly<Record<string, string>>) {
    this.#takes = takes;
    this.#room = room;
    this.#env = env;
    room.manager.joinVoice(room.voice);
    room.voice.listener.keepLast(0);
    room.voice.listener.onFrame(({ opus }) => {
      const place = takes.placeOf(opus);
      if (place) this.#heard.push({ ...place, life: this.#life });
    });
  }

  static async open(takes: Takes, belongings: Belongings): Promise<Stage> {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tonearm-crash-'));
    belongings.own(() => rm(dataDir, { recursive: true, force: true }));
    const sandbox = await createSandbox();
    belongings.own(() => sandbox.close());
    const room = addExampleGuild(sandbox);
    const stage = new Stage(takes, room, {
      ...sandbox.environment,
      GUILD_ID: room.guild.id,
      MUSIC_DIR: takes.folder,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      COOL_DOWNS: 'off',
    });
    belongings.own(() => stage.#bot?.end('orderly', 0));
    await stage.start();
    await sandbox.waitForCommand('play', room.guild);
    return stage;
  }

  async start(): Promise<void> {
    this.#bot = await MortalProcess.start(this.#env);
    this.#life += 1;
  }

  /** Lets it play for so long, asking for more now and then. */
  async live(ms: number): Promise<void> {
    const untilMs = performance.now() + ms;
    while (performance.now() < untilMs) {
      await this.#ask();
      await sleep(Math.min(700, Math.max(0, untilMs - performance.now())));
    }
  }

  async die(death: Death, afterUs: number): Promise<number> {
    const tookMs = (await this.#bot?.end(death, afterUs)) ?? 0;
    this.#bot = undefined;
    return tookMs;
  }

  /** Waits until every accepted take has been told to its end. */
  async playToTheEnd(): Promise<void> {
    const untilMs = performance.now() + END_MS;
    while (performance.now() < untilMs && this.#accepted.some((asked) => !isTold(asked))) await sleep(200);
  }

  report(): Omit<CrashReport, 'deaths' | 'slowestFarewellMs'> {
    const { order, faults } = judge(this.#heard, this.#takes);
    const accepted = this.#accepted.map(({ title }) => title);
    const inTurn = order.filter((title) => accepted.includes(title));
    const isInOrder = inTurn.join() === accepted.filter((title) => inTurn.includes(title)).join();
    return {
      order,
      faults: isInOrder ? faults : [...faults, `Heard ${inTurn.join(', ')}; asked for ${accepted.join(', ')}`],
      accepted,
      unaccepted: this.#unaccepted.map(({ title }) => title),
      lost: accepted.filter((title) => !order.includes(title)),
      untold: this.#accepted.filter((asked) => !isTold(asked)).map(({ title }) => title),
    };
  }

  /** Asks for the next take, if few are waiting; it is accepted once the reply says more than “is thinking”. */
  async #ask(): Promise<void> {
    const asked = this.#accepted.length + this.#unaccepted.length;
    const title = this.#takes.titles[asked];
    const waiting = this.#accepted.filter((one) => !isTold(one)).length;
    if (title === undefined || waiting >= MOST_WAITING || !this.#bot) return;
    const interaction = await this.#room.manager.command(this.#room.text, 'play', { query: title });
    const answered = interaction.waitForReply(REPLY_MS).then(
      () => true,
      () => false,
    );
    const isAccepted = await Promise.race([answered, this.#bot.ended.then(() => !interaction.thinking)]);
    (isAccepted ? this.#accepted : this.#unaccepted).push({ title, interaction });
  }
}

/** Whether the message says that the take was played. */
function isTold({ interaction }: Asked): boolean {
  return (interaction.message?.embeds ?? []).some(({ description = '' }) => description.startsWith('Played '));
}
