import type { Priority } from '../../model/priority.js';
import { type AudioSource, hasSound, type Source, type TrackLookup } from '../audio-source.js';

/** One call of a source, as a guard sees it. */
export interface SourceCall<T> {
  readonly source: string;
  readonly method: 'resolve' | 'open' | 'suggest' | 'related' | 'lyrics' | 'artwork';
  /** How soon the result is wanted, where the caller said. */
  readonly priority: Priority | undefined;
  /** The signal that the caller gave. */
  readonly signal: AbortSignal;
  /** Makes the call, under the guard's own signal. */
  run(signal: AbortSignal): Promise<T>;
  /** Frees a result that came too late for anyone to take it. */
  discard(value: T): void;
}

/** What a guard does around each call: refuse it, bound it, translate its errors. */
export type Around = <T>(call: SourceCall<T>) => Promise<T>;

/** The source with a guard around each of its calls. What it cannot do, the guarded one cannot do either. */
export function aroundSource(source: AudioSource, around: Around): AudioSource;
export function aroundSource(source: Source, around: Around): Source;
export function aroundSource(source: Source, around: Around): Source {
  const { suggest, related, lyrics, artwork } = source;
  const call = <T>(
    method: SourceCall<T>['method'],
    signal: AbortSignal,
    run: SourceCall<T>['run'],
    priority?: Priority,
    discard: SourceCall<T>['discard'] = () => {},
  ) => around({ source: source.name, method, priority, signal, run, discard });
  const lookup: TrackLookup = {
    name: source.name,
    ...(source.takesAnyLink !== undefined && { takesAnyLink: source.takesAnyLink }),
    identify: (query) => source.identify(query),
    resolve: (reference, context) =>
      call('resolve', context.signal, (signal) => source.resolve(reference, { ...context, signal }), context.priority),
    ...(suggest && {
      suggest: (prefix, context) =>
        call('suggest', context.signal, (signal) => suggest.call(source, prefix, { ...context, signal })),
    }),
    ...(related && {
      related: (track, context) =>
        call('related', context.signal, (signal) => related.call(source, track, { ...context, signal })),
    }),
    ...(lyrics && {
      lyrics: (track, context) =>
        call('lyrics', context.signal, (signal) => lyrics.call(source, track, { ...context, signal })),
    }),
    ...(artwork && {
      artwork: (id, context) =>
        call('artwork', context.signal, (signal) => artwork.call(source, id, { ...context, signal })),
    }),
  };
  if (!hasSound(source)) return { ...lookup, kind: 'metadata' };
  return {
    ...lookup,
    ...(source.isrcSearch && { isrcSearch: source.isrcSearch.bind(source) }),
    open: (track, context) =>
      call(
        'open',
        context.attemptSignal,
        (attemptSignal) => source.open(track, { ...context, attemptSignal }),
        context.priority,
        (stream) => stream.readable.destroy(),
      ),
  };
}
