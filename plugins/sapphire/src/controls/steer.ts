import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import type { Repliable } from '../replies/interaction-reply.js';
import { requirePlaying } from './requirements.js';

/** What commands and the buttons of a card have in common: each does one thing and says what came of it. */

/** @throws Refusal when nothing plays, or it is paused already */
export function pause(asked: Asked<Repliable>): () => string {
  const { session, speech } = asked;
  if (requirePlaying(asked).paused) throw new Refusal(speech.say('pause.already'));
  return () => speech.say(session?.pause() ? 'pause.done' : 'nothing.playing');
}

/** @throws Refusal when nothing is paused */
export function resume({ session, snapshot, speech }: Asked<Repliable>): () => string {
  if (!snapshot?.playing?.paused) throw new Refusal(speech.say('nothing.paused'));
  return () => speech.say(session?.resume() ? 'resume.done' : 'nothing.paused');
}

/** @throws Refusal when nothing plays and nothing waits */
export function stop({ session, snapshot, speech }: Asked<Repliable>): () => string {
  if (!snapshot?.playing && !snapshot?.upcoming.length) throw new Refusal(speech.say('nothing.playing'));
  return () => {
    session?.stop();
    return speech.say('stop.done');
  };
}
