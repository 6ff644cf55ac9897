import type { MessageContent, ProgressSnapshot, ProgressView } from '@tonearm/core';
import { sayEnded, sayNowPlaying } from './player-sentences.js';
import { sayAdded, sayTask } from './request-sentences.js';

/**
 * Progress in plain sentences, one for each fact, for screen readers and quiet channels: no bar, no sign and no colour
 * carries meaning, and numbers stand in words that can be read aloud.
 */
export class TextView implements ProgressView {
  readonly name = 'text';

  render(snapshot: ProgressSnapshot): MessageContent {
    switch (snapshot.kind) {
      case 'added':
        return sayAdded(snapshot);
      case 'now-playing':
        return sayNowPlaying(snapshot);
      case 'ended':
        return sayEnded(snapshot);
      default:
        return sayTask(snapshot);
    }
  }
}
