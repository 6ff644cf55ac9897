import {
  type Button,
  clockTime,
  counted,
  type EndedSnapshot,
  escapedLine,
  type MessageContent,
  type NowPlayingSnapshot,
  person,
  webAddress,
  whatToTry,
} from '@tonearm/core';
import { positionBar } from './bars.js';
import { messageOf } from './card.js';
import { PALETTE } from './palette.js';
import { artworkOf, authorOf, detourLine, titleOf, trackLink } from './track-words.js';

/** The card of what plays, with its controls. */
export function drawNowPlaying(snapshot: NowPlayingSnapshot): MessageContent {
  const { track, requestedBy } = snapshot;
  const { look, words } = moodOf(snapshot);
  const author = authorOf(track);
  return messageOf({
    look,
    title: titleOf(track),
    url: webAddress(track.url),
    lines: [
      author === undefined ? words : `${words} · ${author}`,
      snapshot.trouble === undefined ? undefined : escapedLine(snapshot.trouble, 500),
      needle(snapshot),
      following(snapshot),
      detourLine(snapshot.detour),
      requestedBy === '' ? undefined : `Asked for by ${person(requestedBy)}`,
    ],
    thumbnailUrl: artworkOf(track),
    buttons: controls(snapshot),
  });
}

/** One quiet line for what is over. */
export function drawEnded({ track, outcome }: EndedSnapshot): MessageContent {
  const author = authorOf(track);
  const name = author === undefined ? trackLink(track) : `${trackLink(track)} · ${author}`;
  switch (outcome.kind) {
    case 'finished':
      return messageOf({ look: PALETTE.cancelled, lines: [`Played ${name}`] });
    case 'skipped':
      return messageOf({ look: PALETTE.cancelled, lines: [`Skipped ${name}`] });
    case 'stopped':
      return messageOf({ look: PALETTE.cancelled, lines: [`Stopped at ${name}`] });
    case 'failed': {
      const lines = [`${PALETTE.failed.sign} Gave up on ${name}`, escapedLine(outcome.reason, 500)];
      return messageOf({ look: PALETTE.failed, lines: [...lines, whatToTry(outcome.code)] });
    }
  }
}

function moodOf({ paused, buffering }: NowPlayingSnapshot) {
  if (paused) return { look: PALETTE.paused, words: 'Paused' };
  if (buffering) return { look: PALETTE.buffering, words: 'Fetching the sound' };
  return { look: PALETTE.playing, words: 'Now playing' };
}

function needle({ track, positionMs }: NowPlayingSnapshot): string {
  const { durationMs } = track;
  if (durationMs === null) return `🔴 Live for ${clockTime(positionMs)}`;
  if (durationMs <= 0) return clockTime(positionMs);
  const reachedMs = Math.min(positionMs, durationMs);
  return `${positionBar(reachedMs / durationMs)} ${clockTime(reachedMs)} / ${clockTime(durationMs)}`;
}

function following({ next, waiting }: NowPlayingSnapshot): string {
  if (next === null) {
    if (waiting === 0) return 'Last one in the queue';
    return waiting === null ? 'More to come' : `${counted(waiting, 'track')} to come`;
  }
  const others = waiting === null ? ', and more' : waiting > 1 ? `, and ${waiting - 1} more` : '';
  return `Next: ${titleOf(next)}${others}`;
}

function controls({ paused, entryId }: NowPlayingSnapshot): readonly Button[] {
  const toggle: Button = paused
    ? { action: `resume:${entryId}`, label: 'Resume', emoji: '▶️', style: 'primary' }
    : { action: `pause:${entryId}`, label: 'Pause', emoji: '⏸️', style: 'secondary' };
  return [
    toggle,
    { action: `skip:${entryId}`, label: 'Skip', emoji: '⏭️', style: 'secondary' },
    { action: `stop:${entryId}`, label: 'Stop', emoji: '⏹️', style: 'danger' },
  ];
}
