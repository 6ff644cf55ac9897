import type { MessageContent, ProgressSnapshot, ProgressView } from '@tonearm/core';
import { drawEnded, drawNowPlaying } from './player-cards.js';
import { drawAdded, drawTask } from './request-cards.js';

/** Progress as one card: colour, sign and words for the state, a bar from 0 to 100 %, and buttons where they help. */
export class EmbedView implements ProgressView {
  readonly name = 'embed';

  render(snapshot: ProgressSnapshot): MessageContent {
    switch (snapshot.kind) {
      case 'added':
        return drawAdded(snapshot);
      case 'now-playing':
        return drawNowPlaying(snapshot);
      case 'ended':
        return drawEnded(snapshot);
      default:
        return drawTask(snapshot);
    }
  }
}
