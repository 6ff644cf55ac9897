import { escapedLine } from '@tonearm/core';
import type { Asked } from '../asked.js';
import type { Repliable } from '../replies/interaction-reply.js';

const LONGEST_NAME = 80;

/** Withdraws a task in a member's name: their own, or as a DJ anyone's, but only in their guild. Says what came of it. */
export function cancelTask({ tonearm, member, guildId, isDj, speech }: Asked<Repliable>, taskId: string): string {
  const task = tonearm.task(taskId.trim());
  if (!task || task.tenant !== guildId) return speech.say('cancel.no-such-task');
  if (task.requestedBy !== member.id && !isDj) return speech.say('cancel.not-yours');
  const name = `**${escapedLine(task.name, LONGEST_NAME)}**`;
  const done = tonearm.cancel(task.id, speech.say('cancel.reason', { member: member.displayName }));
  return done ? speech.say('cancel.done', { name }) : speech.say('cancel.ended', { name });
}
