import type { MessageContent, ProgressSnapshot, ProgressView, RenderOptions } from '@tonearm/core';
import { sayEnded, sayNowPlaying } from './player-sentences.js';
import { sayAdded, sayTask } from './request-sentences.js';
import { speechIn } from './texts/speech.js';

/**
 * Progress in plain sentences, one for each fact, for screen readers and quiet channels: no bar, no sign and no colour
 * carries meaning, and numbers stand in words that can be read aloud.
 */
export class TextView implements ProgressView {
  readonly name = 'text';

  render(snapshot: ProgressSnapshot, { language }: RenderOptions): MessageContent {
    const speech = speechIn(language);
    switch (snapshot.kind) {
      case 'added':
        return sayAdded(snapshot, speech);
      case 'now-playing':
        return sayNowPlaying(snapshot, speech);
      case 'ended':
        return sayEnded(snapshot, speech);
      default:
        return sayTask(snapshot, speech);
    }
  }
}
