import { type APIEmbed, type APIMessage, InteractionType, MessageFlags, MessageType } from 'discord-api-types/v10';
import type { AttachmentRecord, InteractionKind, MessageRecord } from '../world/records.js';
import type { World } from '../world/world.js';
import { userJson } from './user-json.js';

const INTERACTION_TYPES: Readonly<Record<InteractionKind, InteractionType>> = {
  command: InteractionType.ApplicationCommand,
  autocomplete: InteractionType.ApplicationCommandAutocomplete,
  component: InteractionType.MessageComponent,
  modal: InteractionType.ModalSubmit,
};

/** The number that stands for a kind of interaction. */
export function interactionType(kind: InteractionKind): InteractionType {
  return INTERACTION_TYPES[kind];
}

/**
 * docs: Message, "Message Object". `origin` is where the sandbox serves, for the addresses of attachments. Without
 * `withReference` the message replied to is left out, so that a chain of replies stays short.
 */
export function messageJson(world: World, origin: string, message: MessageRecord, withReference = true): APIMessage {
  const mentioned = mentionedUsers(world, message);
  const referenced =
    withReference && message.repliesTo !== null ? world.messages.find(message.channelId, message.repliesTo) : undefined;
  const json = {
    id: message.id,
    channel_id: message.channelId,
    author: userJson(world.guilds.user(message.authorId)),
    content: message.content,
    timestamp: new Date(message.createdAtMs).toISOString(),
    edited_timestamp: message.editedAtMs === null ? null : new Date(message.editedAtMs).toISOString(),
    tts: false,
    mention_everyone: false,
    mentions: mentioned,
    mention_roles: named(message.content, /<@&(\d+)>/g, message.mayMention.roles),
    attachments: message.attachments.map((attachment) => attachmentJson(origin, message.channelId, attachment)),
    embeds: message.embeds.map((embed) => ({ ...withAttachmentUrls(embed, origin, message), type: 'rich' })),
    components: [...message.components],
    pinned: false,
    type: messageType(message),
    flags: message.flags,
    ...(message.repliesTo === null
      ? {}
      : {
          message_reference: {
            type: 0,
            message_id: message.repliesTo,
            channel_id: message.channelId,
            ...(message.guildId === null ? {} : { guild_id: message.guildId }),
          },
        }),
    ...(referenced === undefined ? {} : { referenced_message: messageJson(world, origin, referenced, false) }),
    ...interactionFields(world, message),
  };
  // Built from records of ours; the type's optional parts that we never fill make TypeScript doubt it.
  return json as APIMessage;
}

/** The message as a bot without the MESSAGE_CONTENT intent sees one that is neither its own nor mentions it. */
export function withoutContent(message: APIMessage): APIMessage {
  return { ...message, content: '', embeds: [], attachments: [], components: [] };
}

/** docs: Message, "Attachment Object". */
export function attachmentJson(
  origin: string,
  channelId: string,
  attachment: AttachmentRecord,
  folder: 'attachments' | 'ephemeral-attachments' = 'attachments',
) {
  const url = `${origin}/${folder}/${channelId}/${attachment.id}/${encodeURIComponent(attachment.filename)}`;
  return {
    id: attachment.id,
    filename: attachment.filename,
    content_type: attachment.contentType,
    size: attachment.size,
    url,
    proxy_url: url,
    ...(attachment.description === null ? {} : { description: attachment.description }),
  };
}

/** Replaces `attachment://name` by the address of the message's attachment of that name, as Discord does. */
function withAttachmentUrls(embed: APIEmbed, origin: string, message: MessageRecord): APIEmbed {
  const text = JSON.stringify(embed);
  if (!text.includes('attachment://')) return embed;
  return JSON.parse(text, (key, value: unknown) => {
    if ((key !== 'url' && key !== 'icon_url') || typeof value !== 'string') return value;
    const attachment = message.attachments.find(({ filename }) => value === `attachment://${filename}`);
    return attachment === undefined ? value : attachmentJson(origin, message.channelId, attachment).url;
  });
}

function messageType(message: MessageRecord): MessageType {
  if (message.interaction?.kind === 'command') return MessageType.ChatInputCommand;
  return message.repliesTo === null ? MessageType.Default : MessageType.Reply;
}

function interactionFields(world: World, message: MessageRecord) {
  const origin = message.interaction;
  if (origin === null) return {};
  const user = userJson(world.guilds.user(origin.userId));
  const type = interactionType(origin.kind);
  return {
    application_id: world.bot.id,
    webhook_id: world.bot.id,
    interaction_metadata: {
      id: origin.interactionId,
      type,
      user,
      authorizing_integration_owners: { '0': message.guildId ?? '0' },
    },
    ...(origin.commandName === null
      ? {}
      : { interaction: { id: origin.interactionId, type, name: origin.commandName, user } }),
  };
}

function mentionedUsers(world: World, message: MessageRecord) {
  if ((message.flags & MessageFlags.Loading) !== 0) return [];
  const ids = named(message.content, /<@!?(\d+)>/g, message.mayMention.users);
  return world.guilds
    .users()
    .filter((user) => ids.includes(user.id))
    .map(userJson);
}

/** The ids that the text names and the message may mention. */
function named(content: string, pattern: RegExp, allowed: 'all' | readonly string[]): string[] {
  const ids = [...content.matchAll(pattern)].map((match) => match[1] ?? '');
  return ids.filter((id) => allowed === 'all' || allowed.includes(id));
}
