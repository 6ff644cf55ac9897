import { escapedLine, type TrackEntry } from '@tonearm/core';

const LONGEST_TITLE = 80;

/** What came of a skip, in words. */
export function skippedText(skipped: TrackEntry | undefined): string {
  if (!skipped) return 'Nothing is playing.';
  return `Skipped **${escapedLine(skipped.content.track.title, LONGEST_TITLE)}**.`;
}
