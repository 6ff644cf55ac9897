import type { APIApplicationCommandOptionChoice, APIMessage } from 'discord-api-types/v10';
import { SandboxTextChannel, SandboxVoiceChannel } from '../api/sandbox-channel.js';
import type { SandboxContext } from '../api/sandbox-context.js';
import { SandboxUsageError } from '../api/sandbox-errors.js';
import { SandboxInteraction } from '../api/sandbox-interaction.js';
import { SandboxMember } from '../api/sandbox-member.js';
import type { ChannelRecord } from '../world/records.js';
import type { PageRequest } from './protocol.js';
import { messageView, sees, seesChannel, type Viewer } from './views.js';

/** What a person does through the page; the rest of {@link PageRequest} is about the page itself. */
export type PersonRequest = Exclude<PageRequest, { readonly do: 'become' | 'listen' | 'trouble' }>;

/** How long the page shows that suggestions are on their way. */
const SUGGESTIONS_MS = 3_000;

/**
 * Does it as that member, with no more rights than theirs. Resolves with suggestions when they were asked for.
 * @throws SandboxUsageError or Refusal with words for the person
 */
export async function act(
  context: SandboxContext,
  viewer: Viewer,
  request: PersonRequest,
): Promise<readonly APIApplicationCommandOptionChoice[] | undefined> {
  const member = new SandboxMember(context, viewer.guildId, viewer.userId);
  switch (request.do) {
    case 'say':
      member.say(textChannel(context, viewer, request.channelId), request.content.trim());
      return undefined;
    case 'command':
      await member.command(textChannel(context, viewer, request.channelId), request.command, request.options);
      return undefined;
    case 'autocomplete': {
      const { command, options, focused } = request;
      const channel = textChannel(context, viewer, request.channelId);
      return member.autocomplete(channel, command, options, focused, SUGGESTIONS_MS);
    }
    case 'click':
      await member.click(shownMessage(context, viewer, request), request.customId);
      return undefined;
    case 'pick':
      await member.pick(shownMessage(context, viewer, request), request.customId, request.values);
      return undefined;
    case 'submit':
      await member.submit(ownInteraction(context, viewer, request.interactionId), request.values);
      return undefined;
    case 'join-voice':
      member.joinVoice(voiceChannel(context, viewer, request.channelId));
      return undefined;
    case 'leave-voice':
      member.leaveVoice();
      return undefined;
  }
}

function textChannel(context: SandboxContext, viewer: Viewer, id: string): SandboxTextChannel {
  requireChannel(context, viewer, id, 'text');
  return new SandboxTextChannel(context, id);
}

function voiceChannel(context: SandboxContext, viewer: Viewer, id: string): SandboxVoiceChannel {
  requireChannel(context, viewer, id, 'voice');
  return new SandboxVoiceChannel(context, id);
}

function requireChannel({ world }: SandboxContext, viewer: Viewer, id: string, kind: 'text' | 'voice'): void {
  const fits = (found: ChannelRecord['kind']) => (kind === 'text') === (found === 'text');
  if (seesChannel(world, viewer, id) && fits(world.guilds.channel(id).kind)) return;
  throw new SandboxUsageError(`There is no such ${kind} channel here.`);
}

function shownMessage(
  { world }: SandboxContext,
  viewer: Viewer,
  { channelId, messageId }: { readonly channelId: string; readonly messageId: string },
): APIMessage {
  const message = world.messages.find(channelId, messageId);
  if (message === undefined || !sees(world, viewer, message)) {
    throw new SandboxUsageError('That message is not there any more.');
  }
  return messageView(world, message);
}

function ownInteraction(context: SandboxContext, viewer: Viewer, id: string): SandboxInteraction {
  const interaction = context.world.interactions.find(id);
  if (interaction?.userId !== viewer.userId || interaction.guildId !== viewer.guildId) {
    throw new SandboxUsageError('That form is not open any more.');
  }
  return new SandboxInteraction(context, id);
}
