import { createHash } from 'node:crypto';
import {
  type Clock,
  type Logger,
  type MessageContent,
  MessageGoneError,
  type MessageTarget,
  type Tonearm,
} from '@tonearm/core';
import {
  type AttachmentPayload,
  type ChatInputCommandInteraction,
  type Client,
  DiscordAPIError,
  InteractionWebhook,
  type Message,
  type MessageComponentInteraction,
  MessageFlags,
  RESTJSONErrorCodes,
  type SendableChannels,
} from 'discord.js';
import { type AttachedPicture, artworkLink, type MessageOptions, toMessageOptions } from './message-options.js';
import { type ReplyAddress, writeAddress } from './reply-address.js';

/** Interactions that get a message in reply. */
export type Repliable = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

/** Who sees the reply: everyone, or who asked alone; or it takes the place of the message that the control stands under. */
export type Visibility = 'everyone' | 'asker' | 'in-place';

/** What a reply stands on. */
export interface InteractionReplyParts {
  readonly tonearm: Tonearm;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * When we stop using an interaction's token, counted from our acknowledgement. Discord lets it die 15 minutes after the
 * interaction (Discord docs, "Receiving and Responding", Followup Messages); a minute of that is kept in reserve.
 */
const TOKEN_LIFE_MS = 14 * 60_000;

/** How long a cover may take to load before the message is shown without it. */
const ARTWORK_MS = 3_000;

/** Answers that mean: the token no longer works. */
const DEAD_TOKEN: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.UnknownInteraction,
]);

/** Answers that mean: there is no such message any more, or nowhere to put one. */
const GONE: ReadonlySet<unknown> = new Set([RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel]);

/** An edit of a message and of the files that hang on it: `attachments` names those that stay, all when it is absent. */
type Edit = MessageOptions & { readonly files?: AttachmentPayload[]; readonly attachments?: [] };

/**
 * The one reply to an interaction: acknowledged first, edited afterwards, and an ordinary channel message once the
 * interaction's token has died. It is found again by its address after a restart.
 */
export class InteractionReply implements MessageTarget {
  readonly #client: Client<true>;
  readonly #parts: InteractionReplyParts;
  #at: ReplyAddress;
  #tokenDied = false;
  /** By another process, of which we know no more than it wrote down. */
  #isBegunEarlier = true;
  /** The picture that hangs on the message now. */
  #attached: AttachedPicture | undefined;

  /** The reply at an address that an earlier process wrote down; otherwise use {@link acknowledge}. */
  constructor(client: Client<true>, at: ReplyAddress, parts: InteractionReplyParts) {
    this.#client = client;
    this.#at = at;
    this.#parts = parts;
  }

  /**
   * Acknowledges the interaction, before anything else is waited for.
   * @returns `undefined` when Discord no longer takes our acknowledgement: the listener has been told so by Discord,
   * and nothing must be done in their name
   */
  static async acknowledge(
    interaction: Repliable,
    parts: InteractionReplyParts,
    visibility: Visibility,
  ): Promise<InteractionReply | undefined> {
    try {
      const { message, isPrivate } = await acknowledgeAs(interaction, visibility);
      const { client, applicationId, token, channelId, user } = interaction;
      const address = {
        applicationId,
        token,
        tokenEndsAtMs: parts.clock.now() + TOKEN_LIFE_MS,
        // A command of a guild comes from a channel.
        channelId: channelId ?? '',
        messageId: message ?? null,
        userId: user.id,
        isPrivate,
      };
      const reply = new InteractionReply(client, address, parts);
      reply.#isBegunEarlier = false;
      return reply;
    } catch (error) {
      parts.logger.warn('An interaction could not be acknowledged', { error });
      return undefined;
    }
  }

  get address(): string {
    return writeAddress(this.#at);
  }

  /**
   * Only once the token has died: until then Discord counts our edits by the token, which no other message shares, and a
   * new request need not wait for the cards of others.
   */
  get channelId(): string | undefined {
    return this.#tokenLives ? undefined : this.#at.channelId;
  }

  async edit(content: MessageContent): Promise<void> {
    const { edit, picture } = await this.#editOf(content);
    try {
      const edited = await this.#withToken((webhook) => webhook.editMessage('@original', edit));
      const { id } = edited ?? (await this.#editInChannel(edit));
      this.#at = { ...this.#at, messageId: id };
    } catch (error) {
      throw hasCode(error, GONE) ? new MessageGoneError({ cause: error }) : error;
    }
    this.#attached = picture;
  }

  async followUp(content: MessageContent): Promise<void> {
    const options = toMessageOptions(content);
    const privately = { ...options, flags: MessageFlags.Ephemeral } as const;
    if (await this.#withToken((webhook) => webhook.send(privately))) return;
    const { userId } = this.#at;
    // Who has died before it could note that this was sent sends the same words again.
    await this.#channel.send({
      ...options,
      content: `<@${userId}> ${options.content}`.trim(),
      allowedMentions: { users: [userId] },
      nonce: nonceOf(this.#at, JSON.stringify(content)),
      enforceNonce: true,
    });
  }

  /** Where the interaction came from. @throws MessageGoneError when it is no more */
  get #channel(): SendableChannels {
    const channel = this.#client.channels.cache.get(this.#at.channelId);
    if (channel?.isSendable()) return channel;
    throw new MessageGoneError();
  }

  get #tokenLives(): boolean {
    return !this.#tokenDied && this.#parts.clock.now() < this.#at.tokenEndsAtMs;
  }

  /** Does what needs the token. @returns `undefined` when the token is dead */
  async #withToken(act: (webhook: InteractionWebhook) => Promise<Message>): Promise<Message | undefined> {
    if (!this.#tokenLives) return undefined;
    const { applicationId, token } = this.#at;
    try {
      return await act(new InteractionWebhook(this.#client, applicationId, token));
    } catch (error) {
      if (!hasCode(error, DEAD_TOKEN)) throw error;
      this.#tokenDied = true;
      this.#parts.logger.info('The token of an interaction has died; its message lives on in the channel', { error });
      return undefined;
    }
  }

  /** Only its receiver sees an ephemeral message, and only the token could edit it: a public one takes its place. */
  async #editInChannel(edit: Edit): Promise<Message> {
    const { messageId, isPrivate } = this.#at;
    if (messageId !== null && !isPrivate) return this.#channel.messages.edit(messageId, edit);
    const sent = await this.#channel.send({ ...edit, nonce: nonceOf(this.#at), enforceNonce: true });
    // An earlier process may have sent it and died before it could note that: then Discord gives that message back.
    const shown = this.#isBegunEarlier ? await sent.edit(edit) : sent;
    this.#at = { ...this.#at, isPrivate: false };
    return shown;
  }

  /** A picture is sent once; later edits keep it, until another takes its place or none is shown. */
  async #editOf(content: MessageContent): Promise<{ readonly edit: Edit; readonly picture?: AttachedPicture }> {
    if (content.file) {
      const { name, text } = content.file;
      const files = [{ attachment: Buffer.from(text), name }];
      return { edit: { ...toMessageOptions(content), files, attachments: [] } };
    }
    const url = artworkLink(content);
    if (url !== undefined && url === this.#attached?.url) {
      return { edit: toMessageOptions(content, this.#attached), picture: this.#attached };
    }
    const artwork = url === undefined ? undefined : await this.#openArtwork(url);
    if (url === undefined || !artwork) {
      return { edit: { ...toMessageOptions(content), ...(this.#attached && { attachments: [] }) } };
    }
    const name = `cover.${artwork.contentType.split('/')[1] ?? 'jpg'}`;
    const files = [{ attachment: Buffer.from(artwork.bytes), name }];
    return { edit: { ...toMessageOptions(content, { url, name }), files, attachments: [] }, picture: { url, name } };
  }

  #openArtwork(url: string): ReturnType<Tonearm['artwork']> {
    return this.#parts.tonearm.artwork(url, AbortSignal.timeout(ARTWORK_MS));
  }
}

/**
 * The same for the same reply in every process; Discord takes 25 characters (docs: Create Message).
 * @param words of a message beside the reply, which follow from what is saved: so they are the same in every process, too
 */
function nonceOf({ token }: ReplyAddress, words = ''): string {
  return createHash('sha256').update(token).update(words).digest('base64url').slice(0, 25);
}

/** @returns the reply's message, where Discord tells it at once, and whether only who asked sees it */
async function acknowledgeAs(
  interaction: Repliable,
  visibility: Visibility,
): Promise<{ readonly message: string | undefined; readonly isPrivate: boolean }> {
  if (visibility === 'in-place' && interaction.isMessageComponent()) {
    await interaction.deferUpdate();
    const { id, flags } = interaction.message;
    return { message: id, isPrivate: flags.has(MessageFlags.Ephemeral) };
  }
  const isPrivate = visibility === 'asker';
  const flags = isPrivate ? { flags: MessageFlags.Ephemeral as const } : {};
  const { resource } = await interaction.deferReply({ ...flags, withResponse: true });
  return { message: resource?.message?.id, isPrivate };
}

function hasCode(error: unknown, codes: ReadonlySet<unknown>): boolean {
  return error instanceof DiscordAPIError && codes.has(error.code);
}
