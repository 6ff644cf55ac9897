import type { MessageContent, Plugin, ProgressSnapshot, ProgressView, RenderOptions } from '@tonearm/core';
import { escapedLine, speechIn } from '@tonearm/core';

export class NeonView implements ProgressView {
  readonly name = 'neon';

  render(snapshot: ProgressSnapshot, { language }: RenderOptions): MessageContent {
    return { embeds: [{ colour: 0xff2e97, description: words(snapshot, language) }], rows: [] };
  }
}

export const neonView = (): Plugin => ({ name: 'progress-neon', setup: ({ views }) => views.add(new NeonView()) });

function words(snapshot: ProgressSnapshot, language: string): string {
  const title = escapedLine('query' in snapshot ? snapshot.query : snapshot.track.title, 100);
  switch (snapshot.kind) {
    case 'queued':
      return `${title} is waiting.`;
    case 'working':
      return `${title}: ${speechIn(language).stage(snapshot.stage)}, ${snapshot.percent} %`;
    case 'retrying':
      return `${title} did not work yet: ${escapedLine(snapshot.reason, 300)}`;
    case 'failed':
    case 'cancelled':
      return `${title} is off: ${escapedLine(snapshot.reason, 300)}`;
    case 'added':
      return `${title} brought a ${snapshot.added.kind}, after ${snapshot.tracksAhead} others.`;
    case 'now-playing':
      return `${title} is ${snapshot.paused ? 'paused' : 'on the air'}.`;
    case 'ended': {
      const { outcome } = snapshot;
      return `${title} is over: ${outcome.kind === 'failed' ? escapedLine(outcome.reason, 300) : outcome.kind}`;
    }
  }
}
