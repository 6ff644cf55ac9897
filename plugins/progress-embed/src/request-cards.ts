import {
  type AddedSnapshot,
  type Button,
  type MessageContent,
  type TaskSnapshot,
  counted,
  escapedLine,
  ordinal,
  plainLine,
  roughError,
  roughTime,
  stageInWords,
  whatToTry,
} from '@tonearm/core';
import { progressBar } from './bars.js';
import { type Card, messageOf } from './card.js';
import { PALETTE } from './palette.js';
import { artworkOf, detourLine, trackLine, trackLink } from './track-words.js';

/** A request on its way, or the end of one that brought nothing. */
export function drawTask(snapshot: TaskSnapshot): MessageContent {
  const { taskId, priority, requestedAtMs } = snapshot;
  const footer = `Task ${plainLine(taskId, 60)} · ${priority} priority`;
  return messageOf({ ...stateOf(snapshot), footer, timestampMs: requestedAtMs });
}

/** What was found, and where it stands in the queue. */
export function drawAdded({ added, tracksAhead, taskId, requestedAtMs }: AddedSnapshot): MessageContent {
  const place = tracksAhead === 0 ? 'Plays next' : `${counted(tracksAhead, 'track')} ahead of it`;
  const card = {
    look: PALETTE.done,
    title: 'Added to the queue',
    footer: `Task ${plainLine(taskId, 60)}`,
    timestampMs: requestedAtMs,
  };
  const end = `${progressBar(100)} 100 %`;
  if (added.kind === 'track') {
    const { track, detour } = added;
    const lines = [trackLink(track), trackLine(track), end, place, detourLine(detour)];
    return messageOf({ ...card, lines, thumbnailUrl: artworkOf(track) });
  }
  const { title, trackCount } = added;
  const size =
    trackCount === null ? 'A playlist whose length is not known yet' : `A playlist of ${counted(trackCount, 'track')}`;
  return messageOf({ ...card, lines: [bold(title), size, end, place] });
}

function stateOf(snapshot: TaskSnapshot): Card {
  const { query, percent } = snapshot;
  const wanted = bold(query);
  const bar = `${progressBar(percent)} ${Math.round(percent)} %`;
  switch (snapshot.kind) {
    case 'queued': {
      const lines = [wanted, bar, placeInLine(snapshot.position)];
      return { look: PALETTE.queued, title: 'Waiting in line', lines, buttons: [cancel(snapshot)] };
    }
    case 'working': {
      const stage = escapedLine(stageInWords(snapshot.stage), 60);
      const again = snapshot.attempt > 1 ? `Attempt ${snapshot.attempt}` : undefined;
      const notice = snapshot.notice === undefined ? undefined : escapedLine(snapshot.notice, 200) || undefined;
      const lines = [wanted, bar, [stage, timeLeft(snapshot)].filter(Boolean).join(' · '), again, notice];
      return { look: PALETTE.working, title: 'Looking it up', lines, buttons: [cancel(snapshot)] };
    }
    case 'retrying': {
      const { attempt, maxAttempts, retryAtMs, reason } = snapshot;
      const again = `Attempt ${attempt + 1} of ${maxAttempts} <t:${Math.ceil(retryAtMs / 1000)}:R>`;
      const lines = [wanted, bar, escapedLine(reason, 500), again];
      return { look: PALETTE.retrying, title: 'Trying again', lines, buttons: [cancel(snapshot)] };
    }
    case 'failed': {
      const { code, reason, attempts } = snapshot;
      const tries = attempts > 1 ? `Given up after ${attempts} attempts` : undefined;
      const lines = [wanted, escapedLine(reason, 500), whatToTry(code), tries];
      return { look: PALETTE.failed, title: 'That did not work', lines };
    }
    case 'cancelled':
      return { look: PALETTE.cancelled, title: 'Cancelled', lines: [wanted, escapedLine(snapshot.reason, 500)] };
  }
}

function timeLeft({ etaMs, etaErrorMs }: TaskSnapshot): string | undefined {
  if (etaMs === null) return undefined;
  const error = roughError(etaErrorMs);
  return error === undefined ? `${roughTime(etaMs)} left` : `${roughTime(etaMs)} left (± ${error})`;
}

function placeInLine(position: number | null): string {
  if (position === null) return 'Its turn comes soon';
  return position === 0 ? 'Next in line' : `${ordinal(position + 1)} in line`;
}

function cancel({ taskId }: TaskSnapshot): Button {
  return { action: `cancel:${taskId}`, label: 'Cancel', style: 'secondary' };
}

function bold(text: string): string {
  return `**${escapedLine(text, 150) || 'Untitled'}**`;
}
