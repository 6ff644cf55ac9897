import { escapedLine, InvalidRequestError, parsePositions, type PositionRange } from '@tonearm/core';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import type { Repliable } from '../replies/interaction-reply.js';

const LONGEST_TEXT = 40;

/** Places as people type them: `3`, `2-5, 7`. @throws Refusal when they are none */
export function requirePlaces({ speech }: Asked<Repliable>, text: string): readonly PositionRange[] {
  try {
    return parsePositions(text);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new Refusal(speech.say('refuse.places', { text: escapedLine(text, LONGEST_TEXT) }));
  }
}
