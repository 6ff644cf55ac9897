import type { QueuePlace } from '@tonearm/core';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import type { Repliable } from '../replies/interaction-reply.js';

/**
 * The place that was asked for. While others listen, what pushes in is for DJs; who asked for what plays may replace it.
 * @throws Refusal when the member may not have it
 */
export function requirePlace(asked: Asked<Repliable>, place: QueuePlace): QueuePlace {
  const { snapshot, isDj, member, speech, djRole } = asked;
  if (place === 'end' || isDj || !snapshot?.playing) return place;
  if (place === 'now' && snapshot.playing.entry.requestedBy === member.id) return place;
  throw new Refusal(speech.say('refuse.position', { role: djRole }));
}
