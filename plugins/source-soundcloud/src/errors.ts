import { SourceUnavailableError, TrackUnavailableError } from '@tonearm/core';
import { SOURCE_NAME } from './source-name.js';
import { say } from './texts.js';

/** Why SoundCloud does not let a track be heard, whoever asks again; the words are in `texts.ts` under the same name. */
export type Unplayable = 'go-plus' | 'country' | 'protected' | 'processing' | 'no-sound';

/** A track that will not be played from here. */
export class UnplayableTrackError extends TrackUnavailableError {
  /** @param reason which case it is; stable, safe to switch on */
  constructor(
    readonly reason: Unplayable,
    title: string,
  ) {
    super(SOURCE_NAME, say(reason, { title }));
  }
}

/** An answer that says no. What it means depends on who was asked: the asker catches it. */
export class RefusedAnswer extends TrackUnavailableError {
  constructor(readonly status: number) {
    super(SOURCE_NAME, say('refused', { status: String(status) }));
  }
}

/** There is nothing at that link. */
export function gone(): TrackUnavailableError {
  return new TrackUnavailableError(SOURCE_NAME, say('gone'));
}

/** Whatever it is that came. */
export function garbled(cause?: unknown): SourceUnavailableError {
  return new SourceUnavailableError(SOURCE_NAME, say('garbled'), { cause });
}
