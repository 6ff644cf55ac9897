import { container } from '@sapphire/framework';
import { asTonearmError, type Awaitable, type MessageContent, UnexpectedError } from '@tonearm/core';
import {
  type ChatInputCommandInteraction,
  type GuildMember,
  MessageFlags,
  PermissionFlagsBits,
  type VoiceBasedChannel,
} from 'discord.js';
import { ourChannelIn, whyNotCallAway } from './our-channel.js';
import { whyNotPlayIn } from './permissions.js';
import { InteractionReply, type Repliable } from './replies/interaction-reply.js';

/** Something we will not do, said before anything was acknowledged: a reply that only the asker sees. */
export class Refusal extends Error {}

export interface AnswerOptions<Checked> {
  readonly ephemeral: boolean;
  /** Decides at once whether it may be done, without awaiting anything. Throws a {@link Refusal} when not. */
  check(): Checked;
  /** Does it, after the acknowledgement. Its text becomes the reply; nothing when the reply is written by others. */
  act(checked: Checked, reply: InteractionReply): Awaitable<MessageContent | string | undefined>;
}

/** Refuses, or acknowledges and then acts. Every way through ends in a reply, and none in an unhandled error. */
export async function answer<Checked>(interaction: Repliable, options: AnswerOptions<Checked>): Promise<void> {
  const parts = container.tonearmInSapphire;
  try {
    const checked = options.check();
    const reply = await InteractionReply.acknowledge(interaction, parts, options);
    const content = reply && (await contentOf(options, checked, reply));
    if (content) await reply.edit(content);
  } catch (error) {
    if (error instanceof Refusal) await refuse(interaction, error.message);
    else parts.logger.error('A reply was lost', { interaction: interaction.id, error });
  }
}

/** Where the member listens. Throws a {@link Refusal} when that is nowhere, or where we may not play. */
export function playableChannelOf(member: GuildMember): VoiceBasedChannel {
  const { channel } = member.voice;
  if (!channel) throw new Refusal('Join a voice channel first, then ask again.');
  const reason = whyNotPlayIn(channel) ?? whyNotCallAway(member, channel);
  if (reason !== undefined) throw new Refusal(reason);
  return channel;
}

/** Throws a {@link Refusal} unless the member sits in the voice channel where we play. */
export function requireSameChannel(member: GuildMember): void {
  const ours = ourChannelIn(member.guild);
  if (!ours) throw new Refusal('I am not in a voice channel. Start something with /play.');
  if (member.voice.channelId !== ours.id) throw new Refusal(`Join ${ours} first: only who listens there decides.`);
}

/**
 * Acts for administrators alone, and shows the answer to nobody else. Discord hides their commands from others, but a
 * server's settings may show them.
 */
export function answerAdministrator(
  interaction: ChatInputCommandInteraction<'cached'>,
  act: () => Awaitable<string>,
): Promise<void> {
  return answer(interaction, { ephemeral: true, check: () => requireAdministrator(interaction.member), act });
}

/** Throws a {@link Refusal} unless the member administrates the server. */
function requireAdministrator(member: GuildMember): void {
  if (member.permissions.has(PermissionFlagsBits.Administrator)) return;
  throw new Refusal('Only administrators of this server may do that.');
}

async function contentOf<Checked>(
  options: AnswerOptions<Checked>,
  checked: Checked,
  reply: InteractionReply,
): Promise<MessageContent | undefined> {
  try {
    const content = await options.act(checked, reply);
    return typeof content === 'string' ? { text: content } : content;
  } catch (thrown) {
    const error = asTonearmError(thrown);
    if (error instanceof UnexpectedError) container.tonearmInSapphire.logger.error('A command failed', { error });
    return { text: error.message };
  }
}

async function refuse(interaction: Repliable, reason: string): Promise<void> {
  try {
    await interaction.reply({ content: reason, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
  } catch (error) {
    container.tonearmInSapphire.logger.warn('A refusal could not be told', { interaction: interaction.id, error });
  }
}
