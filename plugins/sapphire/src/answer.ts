import { container } from '@sapphire/framework';
import {
  asTonearmError,
  type Awaitable,
  type Logger,
  type MessageContent,
  MessageGoneError,
  newTaskId,
  UnexpectedError,
  waitAtMost,
} from '@tonearm/core';
import { type ChatInputCommandInteraction, type MessageComponentInteraction, MessageFlags } from 'discord.js';
import { Refusal } from './refusal.js';
import { speechFor } from './asked.js';
import { harmless } from './replies/harmless.js';
import { InteractionReply, type Repliable, type Visibility } from './replies/interaction-reply.js';
import type { Speech } from './texts/speech.js';

/** What the work of a command brings: a text or a message that becomes the reply, or nothing when others write it. */
export type Answer = Awaitable<MessageContent | string | undefined>;

/** What is left to do after the acknowledgement. */
export type Work = (reply: InteractionReply, request: RequestTrail) => Answer;

/** What ties the lines of the log together from the interaction to the last track it brings. */
export interface RequestTrail {
  /** The id of the task, if it comes to one. */
  readonly id: string;
  /** Its lines carry the id. */
  readonly logger: Logger;
  /** In the language of the server. */
  readonly speech: Speech;
}

/** What may be done, and who is to see what comes of it. */
export interface Admitted {
  readonly work: Work;
  readonly visibility: Visibility;
}

/** How long a reply waits until what it says is safe from a crash, in milliseconds. */
const KEPT_WITHIN_MS = 1_000;

/**
 * Refuses, or acknowledges and then acts. Every way through ends in a reply, and none in an unhandled error.
 * @param admit decides at once whether it may be done, without awaiting anything; throws a {@link Refusal} when not
 */
export async function answer(interaction: Repliable, admit: () => Admitted): Promise<void> {
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
    const { work, visibility } = admit();
    const reply = await InteractionReply.acknowledge(interaction, { tonearm, clock, logger }, visibility);
    if (!reply) return;
    logger.info('The interaction is acknowledged', { tookMs: tookMs() });
    const content = await contentOf(work, reply, { id, logger, speech: speechFor(interaction.guild) });
    if (!content) return;
    await kept(interaction.guildId);
    await edit(reply, content, { logger, speech: speechFor(interaction.guild) });
    logger.info('The interaction is answered', { tookMs: tookMs() });
  } catch (error) {
    if (error instanceof Refusal) await refuse(interaction, error.message, logger);
    else logger.error('A reply was lost', { error });
  }
}

/** What Discord does not take is a defect of ours: then who asked is told at least that, and does not wait for ever. */
async function edit(
  reply: InteractionReply,
  content: MessageContent,
  { logger, speech }: Omit<RequestTrail, 'id'>,
): Promise<void> {
  try {
    await reply.edit(content);
  } catch (cause) {
    if (cause instanceof MessageGoneError) throw cause;
    logger.error('Discord does not take an answer', { error: cause });
    await reply.edit({ text: speech.phrase(new UnexpectedError(cause).wording) });
  }
}

/** Says no, privately, in place of an acknowledgement. */
export async function refuse(
  interaction: ChatInputCommandInteraction | MessageComponentInteraction,
  reason: string,
  logger: Logger = container.tonearmInSapphire.logger,
): Promise<void> {
  logger.info('The interaction is refused', { reason });
  try {
    await interaction.reply({ content: reason, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
  } catch (error) {
    logger.warn('A refusal could not be told', { error });
  }
}

/** `/play`, or the action of a button. */
function nameOf(interaction: Repliable): string {
  return interaction.isCommand() ? `/${interaction.commandName}` : interaction.customId;
}

/**
 * What a reply says has been done shall not be undone by a crash. It is said all the same, a little later, when it
 * cannot be kept: the operator is told, and music goes on.
 */
async function kept(guildId: string): Promise<void> {
  const { tonearm, clock } = container.tonearmInSapphire;
  await waitAtMost(clock, KEPT_WITHIN_MS, tonearm.saved(guildId));
}

async function contentOf(
  work: Work,
  reply: InteractionReply,
  trail: RequestTrail,
): Promise<MessageContent | undefined> {
  try {
    const content = await work(reply, trail);
    return typeof content === 'string' ? { text: content } : content;
  } catch (thrown) {
    if (thrown instanceof Refusal) return { text: thrown.message };
    const error = asTonearmError(thrown);
    const { code, message: reason } = error;
    if (error instanceof UnexpectedError) trail.logger.error('A command failed', { error });
    else trail.logger.info('The request is refused', { code, reason });
    return { text: trail.speech.phrase(harmless(error.wording)) };
  }
}
