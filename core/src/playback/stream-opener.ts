import { phrase } from '../texts/phrase.js';
import type { OpusPacket } from '../audio/opus-packet.js';
import type { Sound } from '../audio/sound.js';
import { type SoundPlan, soundPlan } from '../audio/sound-plan.js';
import { CancelledError } from '../errors/request-errors.js';
import { CircuitOpenError, NoMatchError, UndecodableError } from '../errors/source-errors.js';
import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { AudioStream } from '../model/audio-stream.js';
import type { Priority } from '../model/priority.js';
import type { Track } from '../model/track.js';
import type { ResourceLedger } from '../resources/resource-ledger.js';
import { raceSignal, startDeadline } from '../runtime/abort.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Scheduler } from '../scheduler/scheduler.js';
import type { Task, TaskContext, TaskSpec } from '../scheduler/task.js';
import { hasSound } from '../sources/audio-source.js';
import type { GuardedSources } from '../sources/guarded-sources.js';
import type { StandIns } from '../sources/stand-ins.js';
import { lookElsewhere } from './look-elsewhere.js';
import type { OpenedStream } from './opened-stream.js';

/** Turns a stream into Opus packets from `positionMs` on, through ffmpeg where the format asks for it. */
export type PacketReader = (stream: AudioStream, options: PacketReaderOptions) => AsyncIterable<OpusPacket>;

export interface PacketReaderOptions {
  /** Ends the reading and everything behind it. */
  readonly signal: AbortSignal;
  /** Where to begin in the track, when the stream begins earlier. */
  readonly positionMs: number;
  /** What is done to the sound; nothing when it is not there. */
  readonly sound: SoundPlan | undefined;
}

/** Lays the packets of one track's end over those of the next one's beginning. */
export type PacketMixer = (
  tail: AsyncIterable<OpusPacket>,
  next: AsyncIterable<OpusPacket>,
  signal: AbortSignal,
) => AsyncIterable<OpusPacket>;

/** The end of another track, to be laid over the beginning. */
export interface FadeFrom {
  readonly track: Track;
  /** Where in that track it begins, in milliseconds. */
  readonly fromMs: number;
}

export interface StreamOpenerParts {
  readonly sources: GuardedSources;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly ledger: ResourceLedger;
  readonly readPackets: PacketReader;
  /** Whether `readPackets` can change the sound. */
  readonly canChangeSound: boolean;
  /** Without it tracks follow each other without being laid over each other. */
  readonly mixPackets?: PacketMixer | undefined;
  readonly retry: NonNullable<TaskSpec<OpenedStream>['retry']>;
  /** Finds a track at another source; without it a track is its own source's alone. */
  readonly standIns?: StandIns | undefined;
  /** Whether it also does so for tracks whose own source has sound, and cannot play them; by default it does. */
  readonly helpsOut?: boolean;
}

export interface OpenRequest {
  readonly track: Track;
  readonly positionMs: number;
  readonly priority: Priority;
  readonly sound: Sound;
  /** What it begins together with; when that cannot be opened, it begins alone. */
  readonly fadeFrom?: FadeFrom | undefined;
  /** Whether the same recording at another source will do when its own cannot open it. */
  readonly mayStandIn?: boolean;
  /** Why its own source is not asked any more: only the same at another source will do, in one try. */
  readonly gaveUp?: TonearmError | undefined;
  readonly tenant: string;
  /** Its lines carry the request that this belongs to. */
  readonly logger: Logger;
}

/** A stream that is read. */
interface ReadStream {
  readonly packets: AsyncIterable<OpusPacket>;
  readonly expiresAtMs: number | undefined;
  readonly onTitle: AudioStream['onTitle'];
}

/** How long one try may take until the first packet is here, in milliseconds: a source that opens may still send nothing. */
const FIRST_PACKET_MS = 30_000;
/** So many of what is found elsewhere are tried. */
const MOST_STAND_INS = 3;
/** How long all tries may take, the waiting for a failing source included. */
const OPENING_MS = 10 * 60_000;

/** Opens tracks in a lane of their own: separate workers, so that slow lookups never delay the next track. */
export class StreamOpener {
  readonly #parts: StreamOpenerParts;

  constructor(parts: StreamOpenerParts) {
    this.#parts = parts;
  }

  /** Whether there is what changes the sound of a track. */
  get canChangeSound(): boolean {
    return this.#parts.canChangeSound;
  }

  /** Whether a track may be looked for at another source. */
  get hasStandIns(): boolean {
    const { standIns, helpsOut = true } = this.#parts;
    return helpsOut && (standIns?.hasOthers ?? false);
  }

  /**
   * The task has succeeded once the first packet is here. Its result has to be closed by whoever takes it.
   * @throws QueueFullError when the lane has no room
   */
  open(request: OpenRequest): Task<OpenedStream> {
    const { sources, scheduler, retry } = this.#parts;
    return scheduler.submit({
      name: request.track.title,
      priority: request.priority,
      tenant: request.tenant,
      ...(!request.gaveUp && { retry: sources.budgeted(request.track.source, retry) }),
      deadlineMs: OPENING_MS,
      logger: request.logger,
      run: (context) => this.#attempt(request, context),
    });
  }

  async #attempt(request: OpenRequest, context: TaskContext): Promise<OpenedStream> {
    const { track, gaveUp, mayStandIn = false } = request;
    if (gaveUp) return this.#openStandIn(request, context, gaveUp);
    if (!hasSound(this.#parts.sources.get(track.source))) return this.#openMatch(request, context);
    try {
      return await this.#openTrack(track, request, context);
    } catch (error) {
      const because = asTonearmError(error);
      const isLastTry = context.attempt >= this.#parts.retry.maxAttempts;
      if (!mayStandIn || context.signal.aborted || !mayAnotherPlay(because, isLastTry)) throw error;
      return await this.#openStandIn(request, context, because);
    }
  }

  /** @throws why its own source cannot open it, when no other one can either */
  async #openStandIn(request: OpenRequest, context: TaskContext, because: TonearmError): Promise<OpenedStream> {
    if (!this.hasStandIns) throw because;
    context.notice(phrase('detour.standing-in', { reason: because.wording }));
    try {
      return await this.#openElsewhere(request, context, because);
    } catch (error) {
      if (context.signal.aborted) throw error;
      request.logger.info('No other source could play a track', { title: request.track.title, error });
      throw because;
    }
  }

  /** Opens what its source only describes. @throws NoMatchError when nobody has it, or why it could not be had */
  #openMatch(request: OpenRequest, context: TaskContext): Promise<OpenedStream> {
    const { source, title } = request.track;
    context.notice(phrase('detour.matching', { source, title }));
    return this.#openElsewhere(request, context, null);
  }

  async #openElsewhere(
    request: OpenRequest,
    context: TaskContext,
    because: TonearmError | null,
  ): Promise<OpenedStream> {
    const { clock, standIns } = this.#parts;
    const { track, tenant, priority, logger } = request;
    const search = { signal: context.signal, tenant, priority, logger };
    let failure: unknown = new NoMatchError(track);
    let tries = 0;
    for await (const found of standIns ? lookElsewhere(standIns, track, search, clock) : []) {
      try {
        return { ...(await this.#openTrack(found.track, request, context)), standIn: { ...found, because } };
      } catch (error) {
        tries += 1;
        if (context.signal.aborted || tries >= MOST_STAND_INS) throw error;
        logger.info('What was found for a track cannot be opened', { title: track.title, error });
        failure = error;
      }
    }
    throw failure;
  }

  async #openTrack(track: Track, request: OpenRequest, context: TaskContext): Promise<OpenedStream> {
    const { positionMs, sound, fadeFrom, logger } = request;
    const { signal, report, attempt } = context;
    const { clock, ledger, mixPackets } = this.#parts;
    const { title, source: from } = track;
    const startedMs = clock.monotonic();
    logger.info('A track is being opened', { title, source: from, positionMs, attempt });
    const life = new AbortController();
    // Every stream ends in `close`: pumped to its end, given up, or never wanted.
    life.signal.addEventListener('abort', ledger.take('stream'), { once: true });
    const close = () => life.abort(new CancelledError(phrase('over.stream-closed')));
    // Stays on after success: a cancel that comes before the scheduler has handed the result out frees it.
    signal.addEventListener('abort', close, { once: true });
    const deadline = startDeadline(clock, FIRST_PACKET_MS, phrase('failure.opening', { title }), signal);
    try {
      report('opening');
      const signals = { attempt: deadline.signal, life: life.signal };
      const opened = await this.#read(track, positionMs, request, context, signals);
      const tail = fadeFrom && mixPackets && (await this.#readTail(fadeFrom, request, context, signals));
      report('buffering');
      const all = tail && mixPackets ? mixPackets(tail, opened.packets, life.signal) : opened.packets;
      const packets = all[Symbol.asyncIterator]();
      // Who closes a stream takes no more of it: what stands behind the packets lets go too.
      life.signal.addEventListener('abort', () => void finish(packets), { once: true });
      const first = await raceSignal(packets.next(), deadline.signal);
      if (first.done && positionMs === 0)
        throw new UndecodableError(phrase('undecodable.no-sound-in', { title: track.title }));
      logger.info('A track is open', {
        title,
        source: from,
        attempt,
        tookMs: Math.round(clock.monotonic() - startedMs),
      });
      return {
        positionMs,
        speed: soundPlan(sound, track)?.speed ?? 1,
        ...(opened.expiresAtMs !== undefined && { expiresAtMs: opened.expiresAtMs }),
        ...(opened.onTitle && { onTitle: opened.onTitle }),
        ...(tail && fadeFrom && { fadesInAtMs: fadeFrom.fromMs }),
        packets: first.done ? packets : withFirst(first.value, packets),
        close,
      };
    } catch (error) {
      signal.removeEventListener('abort', close);
      close();
      throw error;
    } finally {
      deadline.release();
    }
  }

  /** Opens a track; its packets are not asked for yet. */
  async #read(
    track: Track,
    positionMs: number,
    { sound }: OpenRequest,
    { priority }: TaskContext,
    signals: { readonly attempt: AbortSignal; readonly life: AbortSignal },
  ): Promise<ReadStream> {
    const { sources, readPackets } = this.#parts;
    const wanted = { positionMs, priority, attemptSignal: signals.attempt, streamSignal: signals.life };
    const stream = await sources.audio(track.source).open(track, wanted);
    signals.life.addEventListener('abort', () => stream.readable.destroy(), { once: true });
    const options = { signal: signals.life, positionMs, sound: soundPlan(sound, track) };
    const { expiresAtMs } = stream;
    return { packets: readPackets(stream, options), expiresAtMs, onTitle: stream.onTitle?.bind(stream) };
  }

  /** A joint that is not as smooth as wanted is no reason to give a track up. */
  async #readTail(
    { track, fromMs }: FadeFrom,
    request: OpenRequest,
    context: TaskContext,
    signals: { readonly attempt: AbortSignal; readonly life: AbortSignal },
  ): Promise<AsyncIterable<OpusPacket> | undefined> {
    try {
      return (await this.#read(track, fromMs, request, context, signals)).packets;
    } catch (error) {
      if (signals.attempt.aborted) throw error;
      request.logger.warn('A track begins without a crossfade', { title: request.track.title, error });
      return undefined;
    }
  }
}

/** What is no fault of the source's, so that no other one would help. */
const NOT_THE_SOURCE: ReadonlySet<TonearmError['code']> = new Set(['ffmpeg-missing', 'cancelled', 'queue-full']);

/** Whether its own source will not play a track, or not for a while. */
function mayAnotherPlay(error: TonearmError, isLastTry: boolean): boolean {
  if (NOT_THE_SOURCE.has(error.code)) return false;
  return error instanceof CircuitOpenError || !error.retryable || isLastTry;
}

async function* withFirst(first: OpusPacket, rest: AsyncIterator<OpusPacket>): AsyncGenerator<OpusPacket, void> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function finish(packets: AsyncIterator<OpusPacket>): Promise<void> {
  // How the reading ended was told to who read, if anyone did.
  await packets.return?.().catch(() => {});
}
