import {
  type Button,
  clockTime,
  type EndedSnapshot,
  escapedLine,
  isLive,
  type MessageContent,
  type NowPlayingSnapshot,
  person,
  webAddress,
} from '@tonearm/core';
import { positionBar } from './bars.js';
import { messageOf } from './card.js';
import { PALETTE } from './palette.js';
import type { Speech } from './texts/speech.js';
import { artworkOf, authorOf, detourLine, titleOf, trackLink } from './track-words.js';

/** The card of what plays, with its controls. */
export function drawNowPlaying(snapshot: NowPlayingSnapshot, speech: Speech): MessageContent {
  const { track, requestedBy } = snapshot;
  const { look, words } = moodOf(snapshot, speech);
  const author = authorOf(track);
  return messageOf({
    look,
    title: titleOf(track, speech),
    url: webAddress(track.url),
    lines: [
      author === undefined ? words : `${words} · ${author}`,
      snapshot.trouble === undefined ? undefined : escapedLine(snapshot.trouble, 500),
      needle(snapshot, speech),
      following(snapshot, speech),
      detourLine(snapshot.detour, speech),
      requestedBy === '' ? undefined : speech.say('asked-for', { person: person(requestedBy) }),
    ],
    thumbnailUrl: artworkOf(track),
    buttons: controls(snapshot, speech),
  });
}

/** One quiet line for what is over. */
export function drawEnded({ track, outcome }: EndedSnapshot, speech: Speech): MessageContent {
  const author = authorOf(track);
  const link = trackLink(track, speech);
  const words = speech.say(`ended.${outcome.kind}`, { name: author === undefined ? link : `${link} · ${author}` });
  if (outcome.kind !== 'failed') return messageOf({ look: PALETTE.cancelled, lines: [words] });
  const lines = [`${PALETTE.failed.sign} ${words}`, escapedLine(outcome.reason, 500), speech.whatToTry(outcome.code)];
  return messageOf({ look: PALETTE.failed, lines });
}

function moodOf({ paused, buffering }: NowPlayingSnapshot, speech: Speech) {
  if (paused) return { look: PALETTE.paused, words: speech.say('state.paused') };
  if (buffering) return { look: PALETTE.buffering, words: speech.say('buffering') };
  return { look: PALETTE.playing, words: speech.say('state.playing') };
}

function needle({ track, positionMs }: NowPlayingSnapshot, speech: Speech): string {
  const { durationMs } = track;
  if (isLive(track)) return `🔴 ${speech.say('live-for', { time: clockTime(positionMs) })}`;
  if (durationMs === null || durationMs <= 0) return clockTime(positionMs);
  const reachedMs = Math.min(positionMs, durationMs);
  return `${positionBar(reachedMs / durationMs)} ${clockTime(reachedMs)} / ${clockTime(durationMs)}`;
}

function following({ next, waiting }: NowPlayingSnapshot, speech: Speech): string {
  if (next === null) {
    if (waiting === 0) return speech.say('next.none');
    if (waiting === null) return speech.say('next.unknown');
    return speech.say('next.tracks', { tracks: speech.counted('tracks', waiting) });
  }
  const title = titleOf(next, speech);
  if (waiting === null) return speech.say('next.and-more', { title });
  if (waiting <= 1) return speech.say('next.one', { title });
  return speech.say('next.and', { title, more: speech.counted('more', waiting - 1) });
}

function controls({ paused, entryId, detour }: NowPlayingSnapshot, speech: Speech): readonly Button[] {
  const toggle: Button = paused
    ? { action: `resume:${entryId}`, label: speech.say('control.resume'), emoji: '▶️', style: 'primary' }
    : { action: `pause:${entryId}`, label: speech.say('control.pause'), emoji: '⏸️', style: 'secondary' };
  const match: Button = {
    action: `rematch:${entryId}`,
    label: speech.say('control.match'),
    emoji: '🔎',
    style: 'secondary',
  };
  return [
    toggle,
    { action: `skip:${entryId}`, label: speech.say('control.skip'), emoji: '⏭️', style: 'secondary' },
    { action: `stop:${entryId}`, label: speech.say('control.stop'), emoji: '⏹️', style: 'danger' },
    // Of what was found by its likeness, a listener may know better.
    ...(detour?.score === undefined ? [] : [match]),
  ];
}
