import type { Asked } from '../asked.js';
import type { Repliable } from '../replies/interaction-reply.js';

/** What commands and the buttons of a card have in common: each does one thing and says what came of it. */

export function pause({ session, speech }: Asked<Repliable>): string {
  return speech.say(session?.pause() ? 'pause.done' : 'nothing.playing');
}

export function resume({ session, speech }: Asked<Repliable>): string {
  return speech.say(session?.resume() ? 'resume.done' : 'nothing.paused');
}

export function stop({ session, speech }: Asked<Repliable>): string {
  session?.stop();
  return speech.say('stop.done');
}
