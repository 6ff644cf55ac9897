import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { isLocal, picture } from './picture.js';

/** The message's files, but for those that an embed shows. */
export function attachmentViews(message: APIMessage): TemplateResult | typeof nothing {
  const embedded = JSON.stringify(message.embeds);
  const loose = message.attachments.filter(({ url }) => !embedded.includes(JSON.stringify(url)));
  return loose.length === 0 ? nothing : html`<div class="attachments">${loose.map(attachment)}</div>`;
}

function attachment({ content_type: type = '', description, filename, size, url }: APIAttachment): TemplateResult {
  if (type.startsWith('image/')) return picture(url, description ?? filename, 'attached-picture');
  if (type.startsWith('audio/') && isLocal(url))
    return html`<audio controls src=${url} aria-label=${filename}></audio>`;
  return html`<a class="file" href=${isLocal(url) ? url : nothing} download=${filename}>${filename} <span class="size">${size} bytes</span></a>`;
}
