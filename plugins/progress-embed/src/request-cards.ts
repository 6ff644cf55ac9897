import {
  type AddedSnapshot,
  type Button,
  type MessageContent,
  type TaskSnapshot,
  escapedLine,
  plainLine,
} from '@tonearm/core';
import { progressBar } from './bars.js';
import { type Card, messageOf } from './card.js';
import { PALETTE } from './palette.js';
import type { Speech } from './texts/speech.js';
import { artworkOf, detourLine, trackLine, trackLink } from './track-words.js';

/** A request on its way, or the end of one that brought nothing. */
export function drawTask(snapshot: TaskSnapshot, speech: Speech): MessageContent {
  return messageOf({ ...stateOf(snapshot, speech), ...askedFor(snapshot, speech) });
}

/** What was found, and where it stands in the queue. */
export function drawAdded(snapshot: AddedSnapshot, speech: Speech): MessageContent {
  const { added, tracksAhead } = snapshot;
  const place =
    tracksAhead === 0
      ? speech.say('added.next')
      : speech.say('added.ahead', { tracks: speech.counted('tracks', tracksAhead) });
  const card = {
    look: PALETTE.done,
    title: speech.say('title.added'),
    ...askedFor(snapshot, speech),
  };
  const end = `${progressBar(100)} 100 %`;
  if (added.kind === 'track') {
    const { track, detour } = added;
    const lines = [trackLink(track, speech), trackLine(track, speech), end, place, detourLine(detour, speech)];
    return messageOf({ ...card, lines, thumbnailUrl: artworkOf(track) });
  }
  const { title, trackCount, leftOut = 0 } = added;
  const size =
    trackCount === null
      ? speech.say('added.playlist-unknown')
      : speech.say('added.playlist', { tracks: speech.counted('tracks', trackCount) });
  const less = leftOut > 0 ? speech.say('added.left-out', { tracks: speech.counted('tracks', leftOut) }) : undefined;
  return messageOf({ ...card, lines: [bold(title, speech), size, less, end, place] });
}

/** Which request it is, and since when. */
function askedFor({ taskId, priority, requestedAtMs }: TaskSnapshot | AddedSnapshot, speech: Speech) {
  const task = speech.say('task', { id: plainLine(taskId, 60) });
  return { footer: `${task} · ${speech.say(`priority.${priority}`)}`, timestampMs: requestedAtMs };
}

function stateOf(snapshot: TaskSnapshot, speech: Speech): Card {
  const { query, percent } = snapshot;
  const wanted = bold(query, speech);
  const bar = `${progressBar(percent)} ${Math.round(percent)} %`;
  switch (snapshot.kind) {
    case 'queued': {
      const lines = [wanted, bar, placeInLine(snapshot.position, speech)];
      return { look: PALETTE.queued, title: speech.say('title.queued'), lines, buttons: [cancel(snapshot, speech)] };
    }
    case 'working': {
      const stage = speech.stage(snapshot.stage);
      const again = snapshot.attempt > 1 ? speech.say('attempt', { attempt: snapshot.attempt }) : undefined;
      const notice = snapshot.notice === undefined ? undefined : escapedLine(snapshot.notice, 200) || undefined;
      const lines = [wanted, bar, [stage, timeLeft(snapshot, speech)].filter(Boolean).join(' · '), again, notice];
      return { look: PALETTE.working, title: speech.say('title.working'), lines, buttons: [cancel(snapshot, speech)] };
    }
    case 'retrying': {
      const { attempt, maxAttempts, retryAtMs, reason } = snapshot;
      const when = `<t:${Math.ceil(retryAtMs / 1000)}:R>`;
      const again = speech.say('attempt.of', { attempt: attempt + 1, most: maxAttempts, when });
      const lines = [wanted, bar, escapedLine(reason, 500), again];
      return {
        look: PALETTE.retrying,
        title: speech.say('title.retrying'),
        lines,
        buttons: [cancel(snapshot, speech)],
      };
    }
    case 'failed': {
      const { code, reason, attempts } = snapshot;
      const tries = attempts > 1 ? speech.say('given-up', { attempts }) : undefined;
      const lines = [wanted, escapedLine(reason, 500), speech.whatToTry(code), tries];
      return { look: PALETTE.failed, title: speech.say('title.failed'), lines };
    }
    case 'cancelled': {
      const lines = [wanted, escapedLine(snapshot.reason, 500)];
      return { look: PALETTE.cancelled, title: speech.say('title.cancelled'), lines };
    }
  }
}

function timeLeft({ etaMs, etaErrorMs }: TaskSnapshot, speech: Speech): string | undefined {
  if (etaMs === null) return undefined;
  const left = speech.timeLeft(etaMs);
  const error = speech.roughError(etaErrorMs);
  return error === undefined ? left : `${left} (± ${error})`;
}

function placeInLine(position: number | null, speech: Speech): string {
  if (position === null) return speech.say('line.soon');
  return position === 0 ? speech.say('line.next') : speech.say('line.place', { ordinal: speech.ordinal(position + 1) });
}

function cancel({ taskId }: TaskSnapshot, speech: Speech): Button {
  return { action: `cancel:${taskId}`, label: speech.say('control.cancel'), style: 'secondary' };
}

function bold(text: string, speech: Speech): string {
  return `**${escapedLine(text, 150) || speech.say('untitled')}**`;
}
