import {
  type Button,
  counted,
  type EndedSnapshot,
  maskedLink,
  type MessageContent,
  type NowPlayingSnapshot,
  person,
  spokenTime,
  webAddress,
  whatToTry,
} from '@tonearm/core';
import { detourInWords, messageOf, reasonOf, type Sentence, trackInWords } from './sentences.js';

/** What plays, with its controls. */
export function sayNowPlaying(snapshot: NowPlayingSnapshot): MessageContent {
  const { track, requestedBy, buffering, paused } = snapshot;
  const state = paused ? 'Paused' : 'Now playing';
  const sentences = [
    `${state}: ${trackInWords(track)}.`,
    buffering ? 'The sound is being fetched.' : undefined,
    snapshot.trouble === undefined ? undefined : reasonOf(snapshot.trouble),
    where(snapshot),
    ...following(snapshot),
    detourInWords(snapshot.detour),
    requestedBy === '' ? undefined : `Asked for by ${person(requestedBy)}.`,
    webAddress(track.url) === undefined ? undefined : `${maskedLink('Open the page of this track', track.url)}.`,
  ];
  return messageOf(sentences, controls(snapshot));
}

/** One sentence for what is over, and why when it ended early. */
export function sayEnded({ track, outcome }: EndedSnapshot): MessageContent {
  const name = trackInWords(track);
  switch (outcome.kind) {
    case 'finished':
      return messageOf([`Played ${name}.`]);
    case 'skipped':
      return messageOf([`Skipped ${name}.`]);
    case 'stopped':
      return messageOf([`Stopped at ${name}.`]);
    case 'failed':
      return messageOf([`Gave up on ${name}.`, reasonOf(outcome.reason), whatToTry(outcome.code)]);
  }
}

function where({ track, positionMs }: NowPlayingSnapshot): Sentence {
  const { durationMs } = track;
  if (durationMs === null) return `It is live, and has played for ${spokenTime(positionMs)}.`;
  if (durationMs <= 0) return `It has played for ${spokenTime(positionMs)}.`;
  return `It is at ${spokenTime(Math.min(positionMs, durationMs))} of ${spokenTime(durationMs)}.`;
}

function following({ next, waiting }: NowPlayingSnapshot): readonly Sentence[] {
  return [next === null ? undefined : `Next is ${trackInWords(next)}.`, waitingInWords(waiting)];
}

function waitingInWords(waiting: number | null): Sentence {
  if (waiting === null) return 'More tracks are waiting.';
  if (waiting === 0) return 'Nothing is waiting after it.';
  return `${counted(waiting, 'track')} ${waiting === 1 ? 'is' : 'are'} waiting.`;
}

function controls({ paused, entryId }: NowPlayingSnapshot): readonly Button[] {
  const toggle: Button = paused
    ? { action: `resume:${entryId}`, label: 'Resume', style: 'primary' }
    : { action: `pause:${entryId}`, label: 'Pause', style: 'secondary' };
  return [
    toggle,
    { action: `skip:${entryId}`, label: 'Skip this track', style: 'secondary' },
    { action: `stop:${entryId}`, label: 'Stop and empty the queue', style: 'danger' },
  ];
}
