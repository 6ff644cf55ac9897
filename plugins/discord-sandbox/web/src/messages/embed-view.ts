import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { markdown, plainMarkdown } from '../markdown/markdown-view.js';
import { cssColour } from '../shell/avatar.js';
import { paint } from '../shell/paint.js';
import type { PageState } from '../state/page-state.js';
import { picture } from './picture.js';

/** A card in a message. */
export function embedView(state: PageState, embed: APIEmbed): TemplateResult {
  const { author, title, url, description, fields = [], thumbnail, image, footer, timestamp } = embed;
  const colour = cssColour(embed.color ?? 0);
  return html`<div class="embed ${thumbnail === undefined ? '' : 'with-thumbnail'}" role="group" aria-label=${title ?? 'Embed'}
    ${paint('--bar', colour)}>
    <div class="embed-main">
      ${
        author === undefined
          ? nothing
          : html`<p class="embed-author">${author.icon_url === undefined ? nothing : picture(author.icon_url, '', 'embed-icon')}${linked(author.url, author.name)}</p>`
      }
      ${title === undefined ? nothing : html`<p class="embed-title">${linked(url, plainMarkdown(state, title))}</p>`}
      ${description === undefined ? nothing : html`<div class="embed-description markdown">${markdown(state, description)}</div>`}
      ${fields.length === 0 ? nothing : html`<dl class="embed-fields">${fields.map((field) => fieldView(state, field))}</dl>`}
      ${image === undefined ? nothing : picture(image.url, `Picture of ${title ?? 'the embed'}`, 'embed-image')}
      ${footer === undefined && timestamp === undefined ? nothing : footerView(embed)}
    </div>
    ${thumbnail === undefined ? nothing : picture(thumbnail.url, `Artwork of ${title ?? 'the embed'}`, 'embed-thumbnail')}
  </div>`;
}

function linked(url: string | undefined, words: unknown): TemplateResult {
  if (url === undefined || !/^https?:/.test(url)) return html`<span>${words}</span>`;
  return html`<a href=${url} target="_blank" rel="noreferrer noopener">${words}</a>`;
}

function fieldView(state: PageState, { name, value, inline = false }: APIEmbedField): TemplateResult {
  return html`<div class="embed-field ${inline ? 'inline' : ''}">
    <dt>${plainMarkdown(state, name)}</dt>
    <dd class="markdown">${markdown(state, value)}</dd>
  </div>`;
}

function footerView({ footer, timestamp }: APIEmbed): TemplateResult {
  return html`<p class="embed-footer">${footer?.icon_url === undefined ? nothing : picture(footer.icon_url, '', 'embed-icon')}
    ${footer?.text ?? nothing}${footer !== undefined && timestamp !== undefined ? ' • ' : nothing}
    ${timestamp === undefined ? nothing : html`<time datetime=${timestamp}>${new Date(timestamp).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' })}</time>`}</p>`;
}
