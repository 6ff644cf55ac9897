import {
  type Button,
  type EndedSnapshot,
  isLive,
  maskedLink,
  type MessageContent,
  type NowPlayingSnapshot,
  person,
  webAddress,
} from '@tonearm/core';
import { detourInWords, messageOf, reasonOf, type Sentence, trackInWords } from './sentences.js';
import type { Speech } from './texts/speech.js';

/** What plays, with its controls. */
export function sayNowPlaying(snapshot: NowPlayingSnapshot, speech: Speech): MessageContent {
  const { track, requestedBy, buffering, paused } = snapshot;
  const sentences = [
    speech.say(paused ? 'now.paused' : 'now.playing', { track: trackInWords(track, speech) }),
    buffering ? speech.say('buffering') : undefined,
    snapshot.trouble === undefined ? undefined : reasonOf(snapshot.trouble),
    where(snapshot, speech),
    ...following(snapshot, speech),
    detourInWords(snapshot.detour, speech),
    requestedBy === '' ? undefined : speech.say('asked-for', { person: person(requestedBy) }),
    webAddress(track.url) === undefined ? undefined : `${maskedLink(speech.say('page'), track.url)}.`,
  ];
  return messageOf(sentences, controls(snapshot, speech));
}

/** One sentence for what is over, and why when it ended early. */
export function sayEnded({ track, outcome }: EndedSnapshot, speech: Speech): MessageContent {
  const words = speech.say(`ended.${outcome.kind}`, { track: trackInWords(track, speech) });
  if (outcome.kind !== 'failed') return messageOf([words]);
  return messageOf([words, reasonOf(outcome.reason), speech.whatToTry(outcome.code)]);
}

function where({ track, positionMs }: NowPlayingSnapshot, speech: Speech): Sentence {
  const { durationMs } = track;
  if (isLive(track)) return speech.say('position.live', { time: speech.spokenTime(positionMs) });
  if (durationMs === null || durationMs <= 0)
    return speech.say('position.open', { time: speech.spokenTime(positionMs) });
  const time = speech.spokenTime(Math.min(positionMs, durationMs));
  return speech.say('position.of', { time, length: speech.spokenTime(durationMs) });
}

function following({ next, waiting }: NowPlayingSnapshot, speech: Speech): readonly Sentence[] {
  const then = next === null ? undefined : speech.say('next', { track: trackInWords(next, speech) });
  return [then, waitingInWords(waiting, speech)];
}

function waitingInWords(waiting: number | null, speech: Speech): Sentence {
  if (waiting === null) return speech.say('waiting.more');
  return waiting === 0 ? speech.say('waiting.none') : speech.counted('waiting', waiting);
}

function controls({ paused, entryId, detour }: NowPlayingSnapshot, speech: Speech): readonly Button[] {
  const toggle: Button = paused
    ? { action: `resume:${entryId}`, label: speech.say('control.resume'), style: 'primary' }
    : { action: `pause:${entryId}`, label: speech.say('control.pause'), style: 'secondary' };
  const match: Button = { action: `rematch:${entryId}`, label: speech.say('wrong-one'), style: 'secondary' };
  return [
    toggle,
    { action: `skip:${entryId}`, label: speech.say('skip-track'), style: 'secondary' },
    { action: `stop:${entryId}`, label: speech.say('stop-and-empty'), style: 'danger' },
    // Of what was found by its likeness, a listener may know better.
    ...(detour?.score === undefined ? [] : [match]),
  ];
}
