import type { MessageContent } from '../../../src/model/message-content.js';
import { escapedLine, shorten } from '../../../src/progress/foreign-text.js';
import type { ProgressSnapshot, ProgressView, RenderOptions } from '../../../src/progress/progress-view.js';

/** A view that keeps every promise, in as few words as possible. */
export function anHonestView(): ProgressView {
  return aView((snapshot) => ({ text: honestText(snapshot) }));
}

/** For each check a view that breaks that promise and no other: the check, what it does, and how to make it. */
export const MUTANT_VIEWS: readonly (readonly [string, string, () => ProgressView])[] = [
  ['has-a-name', 'has blanks in its name', () => ({ ...anHonestView(), name: 'Not A Name' })],
  [
    'draws-every-snapshot',
    'stumbles over a place that nobody knows',
    () =>
      aView((snapshot) => {
        if (snapshot.kind === 'queued') (snapshot.position as number).toFixed();
        return { text: honestText(snapshot) };
      }),
  ],
  ['fits-discord', 'passes any address on', () => aView(withAddress)],
  ['draws-alike', 'counts its messages', counting],
  ['reads-no-clock', 'tells the year', () => aView((snapshot) => ({ text: `${honestText(snapshot)} ${year()}` }))],
  ['reads-no-clock', 'asks how long it has been running', () => aView(timed)],
  ['leaves-the-snapshot-alone', 'rounds the time in the snapshot', () => aView(rounding)],
  ['survives-json', 'leaves undefined in the message', () => aView(leaky)],
  ['pings-nobody', 'takes the space out of mentions', () => aView((snapshot) => ({ text: pinging(snapshot) }))],
  [
    'pings-nobody',
    'believes that a pair of brackets is harmless',
    () =>
      aView((snapshot) => ({
        text: honestText(snapshot)
          .replace(/\\<(@\u200B?[&!]?9\d+)\\>/g, '<$1>')
          .replaceAll('<@\u200B', '<@'),
      })),
  ],
  [
    'links-nowhere',
    'lets addresses be links',
    () => aView((snapshot) => ({ text: honestText(snapshot).replaceAll('\\://', '://') })),
  ],
  [
    'keeps-the-direction',
    'forgets what ends a foreign direction',
    () => aView((snapshot) => ({ text: honestText(snapshot).replaceAll('\u2069', '') })),
  ],
  [
    'keeps-the-direction',
    'puts an override before what is tried again',
    () => aView((snapshot) => ({ text: `${snapshot.kind === 'retrying' ? '\u202E' : ''}${honestText(snapshot)}` })),
  ],
  [
    'cuts-no-character',
    'cuts by number',
    () => aView((snapshot) => ({ text: `${honestText(snapshot)} ${halved(snapshot)}` })),
  ],
  [
    'closes-formats',
    'opens a format and forgets it',
    () => aView((snapshot) => ({ text: `**${honestText(snapshot)}` })),
  ],
  [
    'leaks-no-value',
    'prints what is not there',
    () => aView((snapshot) => ({ text: `${honestText(snapshot)} ${lengthOf(snapshot)}` })),
  ],
  [
    'keeps-percent-in-bounds',
    'shows more than there is',
    () => aView((snapshot) => ({ text: `${honestText(snapshot)} ${shareOf(snapshot)}` })),
  ],
  [
    'says-why',
    'keeps the reason of a failure to itself',
    () => aView((snapshot) => ({ text: snapshot.kind === 'failed' ? 'failed.' : honestText(snapshot) })),
  ],
  [
    'tells-kinds-apart',
    'says the same of a stop and of an end',
    () =>
      aView((snapshot) => ({
        text: honestText(snapshot)
          .replace(/^(cancelled|queued)/, 'waiting or not')
          .replace('You cancelled it.', ''),
      })),
  ],
];

function aView(render: (snapshot: ProgressSnapshot, options: RenderOptions) => MessageContent): ProgressView {
  return { name: 'honest', render };
}

function honestText(snapshot: ProgressSnapshot): string {
  const more = snapshot.kind === 'added' ? snapshot.added.kind : snapshot.kind === 'ended' ? snapshot.outcome.kind : '';
  const reason = escapedLine(shorten(reasonOf(snapshot), 200), 100);
  return `${snapshot.kind} ${more}: ${escapedLine(titleOf(snapshot), 100)} ${reason}`;
}

function titleOf(snapshot: ProgressSnapshot): string {
  return 'query' in snapshot ? snapshot.query : snapshot.track.title;
}

function reasonOf(snapshot: ProgressSnapshot): string {
  if (snapshot.kind === 'ended') return snapshot.outcome.kind === 'failed' ? snapshot.outcome.reason : '';
  return 'reason' in snapshot ? snapshot.reason : '';
}

function withAddress(snapshot: ProgressSnapshot): MessageContent {
  const url = 'track' in snapshot ? { url: snapshot.track.url } : {};
  return { text: honestText(snapshot), embeds: [{ title: 'x', ...url }] };
}

function counting(): ProgressView {
  let drawn = 0;
  return aView((snapshot) => ({ text: `${honestText(snapshot)} ${drawn++}` }));
}

function year(): number {
  return new Date().getFullYear();
}

function timed(snapshot: ProgressSnapshot): MessageContent {
  const isOld = performance.now() > 1e15;
  return { text: isOld ? 'old' : honestText(snapshot) };
}

function rounding(snapshot: ProgressSnapshot): MessageContent {
  Object.assign(snapshot, { atMs: 0 });
  return { text: honestText(snapshot) };
}

function leaky(snapshot: ProgressSnapshot): MessageContent {
  const nothing: object = { rows: undefined };
  return { text: honestText(snapshot), ...nothing };
}

function pinging(snapshot: ProgressSnapshot): string {
  return honestText(snapshot).replaceAll('@\u200B', '@');
}

function halved(snapshot: ProgressSnapshot): string {
  return /^\p{Emoji_Presentation}/u.test(titleOf(snapshot)) ? titleOf(snapshot).slice(0, 1) : '';
}

function lengthOf(snapshot: ProgressSnapshot): string {
  return snapshot.kind === 'now-playing' ? `${snapshot.track.artworkUrl?.length}` : '';
}

function shareOf(snapshot: ProgressSnapshot): string {
  if (snapshot.kind !== 'now-playing') return '';
  const share = Math.round((100 * snapshot.positionMs) / (snapshot.track.durationMs || 1));
  return `${share} %`;
}
