import { container } from '@sapphire/framework';
import { escapedLine } from '@tonearm/core';
import type { GuildMember } from 'discord.js';
import { isDj } from './permissions.js';

const LONGEST_NAME = 80;

/** Withdraws a task in a member's name: their own, or as a DJ anyone's, but only in their guild. Says what came of it. */
export function cancelTask(member: GuildMember, taskId: string): string {
  const { tonearm, tonearmInSapphire } = container;
  const task = tonearm.task(taskId.trim());
  if (!task || task.tenant !== member.guild.id) return 'There is no such task here. /queue_status lists them.';
  if (task.requestedBy !== member.id && !isDj(member, tonearmInSapphire.djRole)) {
    return 'Only who asked for it, or a DJ, can cancel it.';
  }
  const name = escapedLine(task.name, LONGEST_NAME);
  return tonearm.cancel(task.id, `Cancelled by ${member.displayName}.`)
    ? `Cancelled **${name}**.`
    : `**${name}** has already ended; there is nothing to cancel.`;
}
