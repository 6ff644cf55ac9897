import type { MessageContent, ProgressSnapshot, ProgressView, RenderOptions } from '@tonearm/core';
import { drawEnded, drawNowPlaying } from './player-cards.js';
import { drawAdded, drawTask } from './request-cards.js';
import { speechIn } from './texts/speech.js';

/** Progress as one card: colour, sign and words for the state, a bar from 0 to 100 %, and buttons where they help. */
export class EmbedView implements ProgressView {
  readonly name = 'embed';

  render(snapshot: ProgressSnapshot, { language }: RenderOptions): MessageContent {
    const speech = speechIn(language);
    switch (snapshot.kind) {
      case 'added':
        return drawAdded(snapshot, speech);
      case 'now-playing':
        return drawNowPlaying(snapshot, speech);
      case 'ended':
        return drawEnded(snapshot, speech);
      default:
        return drawTask(snapshot, speech);
    }
  }
}
