import {
  type Embed,
  escapedLine,
  type MessageContent,
  type Plugin,
  type ProgressSnapshot,
  type ProgressView,
  type RenderOptions,
  speechIn,
} from '@tonearm/core';

/** Draws every snapshot as a card with one line. Pure: it keeps nothing and never asks what time it is. */
export class ThingNameView implements ProgressView {
  readonly name = 'thing-name';

  render(snapshot: ProgressSnapshot, { language }: RenderOptions): MessageContent {
    const embed: Embed = { colour: colourOf(snapshot), description: wordsOf(snapshot, language) };
    switch (snapshot.kind) {
      case 'queued':
      case 'working':
      case 'retrying': {
        const cancel = { action: `cancel:${snapshot.taskId}`, label: 'Cancel', style: 'secondary' } as const;
        return { embeds: [embed], rows: [{ kind: 'buttons', buttons: [cancel] }] };
      }
      default:
        return { embeds: [embed], rows: [] };
    }
  }
}

/** For `plugins` of `createTonearm`; `view: 'thing-name'` chooses it. */
export const thingNameView = (): Plugin => ({
  name: 'progress-thing-name',
  setup: ({ views }) => views.add(new ThingNameView()),
});

function colourOf({ kind }: ProgressSnapshot): number {
  return kind === 'failed' ? 0xd03030 : kind === 'now-playing' ? 0x30a050 : 0x5090e0;
}

/** Whatever comes from outside goes through `escapedLine`: titles, queries, and the reasons of errors. */
function wordsOf(snapshot: ProgressSnapshot, language: string): string {
  const title = escapedLine('query' in snapshot ? snapshot.query : snapshot.track.title, 100);
  switch (snapshot.kind) {
    case 'queued':
      return `⏳ ${title} waits${snapshot.position === null ? '' : `, ${snapshot.position} before it`}.`;
    case 'working':
      return `🔎 ${title}\n${bar(snapshot.percent)} ${snapshot.percent} % · ${speechIn(language).stage(snapshot.stage)}`;
    case 'retrying':
      return `🔁 ${title} did not work yet: ${escapedLine(snapshot.reason, 300)}`;
    case 'failed':
      return `⚠️ ${title} could not be found: ${escapedLine(snapshot.reason, 300)}`;
    case 'cancelled':
      return `✖️ ${title} was withdrawn: ${escapedLine(snapshot.reason, 300)}`;
    case 'added':
      return `➕ ${title} brought a ${snapshot.added.kind}, with ${snapshot.tracksAhead} before it.`;
    case 'now-playing':
      return `${snapshot.paused ? '⏸️' : '▶️'} ${title}`;
    case 'ended': {
      const { outcome } = snapshot;
      const how = outcome.kind === 'failed' ? escapedLine(outcome.reason, 300) : outcome.kind;
      return `⏹️ ${title} is over: ${how}`;
    }
  }
}

const CELLS = 12;

function bar(percent: number): string {
  const full = Math.round((percent / 100) * CELLS);
  return '▰'.repeat(full) + '▱'.repeat(CELLS - full);
}
