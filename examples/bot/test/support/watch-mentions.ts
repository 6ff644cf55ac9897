import type { Sandbox } from '@tonearm/discord-sandbox';
import { MessageFlags } from 'discord.js';

/**
 * Writes down each message of the bot, and each edit of one, that may mention whom its text names: whatever its text names today, a
 * title may name anybody tomorrow.
 */
export function watchMentions(sandbox: Sandbox): readonly string[] {
  const found: string[] = [];
  sandbox.onEvent((event) => {
    if (event.kind !== 'message-created' && event.kind !== 'message-updated') return;
    const { authorId, flags, mayMention, content, interaction } = event.message;
    // “… is thinking” is Discord's own and has no text.
    if (authorId !== sandbox.botUserId || (flags & MessageFlags.Loading) !== 0) return;
    const { users, roles, everyone } = mayMention;
    // Who asked may be called by their id, on purpose.
    if (!everyone && users !== 'all' && roles.length === 0) return;
    found.push(`${event.kind} ${interaction?.commandName ?? ''}: ${content}`);
  });
  return found;
}
