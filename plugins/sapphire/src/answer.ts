import { container } from '@sapphire/framework';
import {
  asTonearmError,
  type Awaitable,
  type Logger,
  type MessageContent,
  newTaskId,
  UnexpectedError,
} from '@tonearm/core';
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
  act(checked: Checked, reply: InteractionReply, request: RequestTrail): Awaitable<MessageContent | string | undefined>;
}

/** What ties the lines of the log together from the interaction to the last track it brings. */
export interface RequestTrail {
  /** The id of the task, if it comes to one. */
  readonly id: string;
  /** Its lines carry the id. */
  readonly logger: Logger;
}

/** Refuses, or acknowledges and then acts. Every way through ends in a reply, and none in an unhandled error. */
export async function answer<Checked>(interaction: Repliable, options: AnswerOptions<Checked>): Promise<void> {
  const { tonearm, clock, logger: log } = container.tonearmInSapphire;
  const id = newTaskId();
  const logger = log.child({ guildId: interaction.guildId, request: id });
  const startedMs = clock.monotonic();
  const tookMs = () => Math.round(clock.monotonic() - startedMs);
  logger.info('An interaction came', {
    interaction: interaction.id,
    what: nameOf(interaction),
    by: interaction.user.id,
  });
  try {
    const checked = options.check();
    const reply = await InteractionReply.acknowledge(interaction, { tonearm, clock, logger }, options);
    if (!reply) return;
    logger.info('The interaction is acknowledged', { tookMs: tookMs() });
    const content = await contentOf(options, checked, reply, { id, logger });
    if (!content) return;
    await reply.edit(content);
    logger.info('The interaction is answered', { tookMs: tookMs() });
  } catch (error) {
    if (error instanceof Refusal) await refuse(interaction, error.message, logger);
    else logger.error('A reply was lost', { error });
  }
}

/** `/play`, or the action of a button. */
function nameOf(interaction: Repliable): string {
  return interaction.isCommand() ? `/${interaction.commandName}` : interaction.customId;
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
  trail: RequestTrail,
): Promise<MessageContent | undefined> {
  try {
    const content = await options.act(checked, reply, trail);
    return typeof content === 'string' ? { text: content } : content;
  } catch (thrown) {
    const error = asTonearmError(thrown);
    const { code, message: reason } = error;
    if (error instanceof UnexpectedError) trail.logger.error('A command failed', { error });
    else trail.logger.info('The request is refused', { code, reason });
    return { text: error.message };
  }
}

async function refuse(interaction: Repliable, reason: string, logger: Logger): Promise<void> {
  logger.info('The interaction is refused', { reason });
  try {
    await interaction.reply({ content: reason, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
  } catch (error) {
    logger.warn('A refusal could not be told', { error });
  }
}
