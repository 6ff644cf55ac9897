import type { SandboxContext } from '../api/sandbox-context.js';
import { SandboxUsageError } from '../api/sandbox-errors.js';
import type { Trouble } from './protocol.js';
import type { Viewer } from './views.js';

/** Lets Discord make trouble for the bot in the viewer's guild. @throws SandboxUsageError in words for the page */
export async function makeTrouble(
  { world, faults }: SandboxContext,
  { guildId, userId }: Viewer,
  { trouble, code }: { readonly trouble: Trouble; readonly code: number },
): Promise<void> {
  if (trouble === 'cut-gateway') return faults.dropGateway({ resumable: true });
  if (trouble === 'end-gateway-session') return faults.dropGateway({ resumable: false });
  const guild = { id: guildId };
  const channel = { id: channelOf(world.bot.id, 'The bot is in no voice channel.') };
  switch (trouble) {
    case 'move-bot-here':
      return world.voice.move(guildId, world.bot.id, channelOf(userId, 'Join a voice channel first.'));
    case 'disconnect-bot':
      return world.voice.leave(guildId, world.bot.id);
    case 'let-bot-speak':
      return world.voice.setStagePlace(guildId, world.bot.id, { suppressed: false, requestToSpeakAtMs: null });
    case 'close-voice':
      return faults.voice.close(guild, code);
    case 'change-voice-server':
      return faults.voice.changeServer(guild);
    case 'lose-udp':
      return faults.voice.loseUdp(guild);
    case 'downgrade':
      return faults.voice.downgrade(channel);
    case 'upgrade':
      return faults.voice.upgrade(channel);
    case 'spoil-commit':
      return faults.voice.spoilNextCommit(channel);
    case 'forge-proposal':
      return faults.voice.propose(channel, 'forged');
  }

  function channelOf(whom: string, words: string): string {
    const channelId = world.voice.of(guildId, whom)?.channelId;
    if (typeof channelId === 'string') return channelId;
    throw new SandboxUsageError(words);
  }
}
