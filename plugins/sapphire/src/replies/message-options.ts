import type { Button, ControlRow, Embed, MessageContent, Select } from '@tonearm/core';
import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';

/** Every control of ours has a custom id that begins so; others' are left to them. */
export const ACTION_PREFIX = 'tonearm:';

/** A picture that travels with the message as a file, because it has no address on the web. */
export interface AttachedPicture {
  /** The `artwork:` link that it stands for. */
  readonly url: string;
  /** Of the file. */
  readonly name: string;
}

/** The part of a discord.js message that a {@link MessageContent} decides. All of it is set, so that an edit leaves nothing old. */
export interface MessageOptions {
  readonly content: string;
  readonly embeds: APIEmbed[];
  readonly components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  readonly allowedMentions: { readonly parse: [] };
}

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const satisfies Record<Button['style'], ButtonStyle>;

/** Translates a message for discord.js. An `artwork:` link shows the attached picture, or nothing without one. */
export function toMessageOptions(content: MessageContent, picture?: AttachedPicture): MessageOptions {
  return {
    content: content.text ?? '',
    embeds: (content.embeds ?? []).map((embed) => toEmbed(embed, picture)),
    components: (content.rows ?? []).map(toRow),
    allowedMentions: { parse: [] },
  };
}

/** The `artwork:` link that a message shows, if it does. */
export function artworkLink(content: MessageContent): string | undefined {
  return content.embeds?.flatMap(({ thumbnailUrl }) => thumbnailUrl ?? []).find((link) => link.startsWith('artwork:'));
}

function toEmbed(embed: Embed, picture?: AttachedPicture): APIEmbed {
  const { title, url, description, colour, fields, footer, timestampMs, thumbnailUrl } = embed;
  const thumbnail = thumbnailUrl === undefined ? undefined : pictureUrl(thumbnailUrl, picture);
  return {
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    ...(colour !== undefined && { color: colour }),
    ...(fields && { fields: fields.map(({ name, value, inline = false }) => ({ name, value, inline })) }),
    ...(footer !== undefined && { footer: { text: footer } }),
    ...(timestampMs !== undefined && { timestamp: new Date(timestampMs).toISOString() }),
    ...(thumbnail !== undefined && { thumbnail: { url: thumbnail } }),
  };
}

function pictureUrl(url: string, picture?: AttachedPicture): string | undefined {
  if (!url.startsWith('artwork:')) return url;
  return picture?.url === url ? `attachment://${picture.name}` : undefined;
}

function toRow(row: ControlRow): APIActionRowComponent<APIComponentInMessageActionRow> {
  const components = row.kind === 'buttons' ? row.buttons.map(toButton) : [toSelect(row.select)];
  return { type: ComponentType.ActionRow, components };
}

function toButton({ action, label, emoji, style, disabled }: Button): APIComponentInMessageActionRow {
  return {
    type: ComponentType.Button,
    custom_id: ACTION_PREFIX + action,
    label,
    style: STYLES[style],
    ...(emoji !== undefined && { emoji: { name: emoji } }),
    ...(disabled !== undefined && { disabled }),
  };
}

function toSelect({ action, placeholder, options }: Select): APIComponentInMessageActionRow {
  return {
    type: ComponentType.StringSelect,
    custom_id: ACTION_PREFIX + action,
    placeholder,
    options: options.map(({ label, value, description }) => ({
      label,
      value,
      ...(description !== undefined && { description }),
    })),
  };
}
