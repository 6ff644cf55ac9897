import { html, nothing, type TemplateResult } from 'lit';
import { channelOf, memberOf, type PageState } from '../state/page-state.js';
import { type MarkdownNode, parseMarkdown } from './parse-markdown.js';
import './live-time.js';

type Drawn = TemplateResult | string | typeof nothing;

/** Text with Discord's Markdown, mentions by their names. */
export function markdown(state: PageState, text: string): readonly Drawn[] {
  return parseMarkdown(text).map((node) => draw(state, node));
}

/** Titles of embeds, names of buttons: no blocks, no mentions. */
export function plainMarkdown(state: PageState, text: string): readonly Drawn[] {
  return markdown(state, text.replaceAll(/\s*\n\s*/g, ' '));
}

function draw(state: PageState, node: MarkdownNode): Drawn {
  const inner = (children: readonly MarkdownNode[]) => children.map((child) => draw(state, child));
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return html`<br />`;
    case 'bold':
      return html`<strong>${inner(node.children)}</strong>`;
    case 'italics':
      return html`<em>${inner(node.children)}</em>`;
    case 'underline':
      return html`<u>${inner(node.children)}</u>`;
    case 'strike':
      return html`<s>${inner(node.children)}</s>`;
    case 'spoiler':
      return html`<details class="spoiler"><summary>Spoiler</summary>${inner(node.children)}</details>`;
    case 'quote':
      return html`<blockquote>${inner(node.children)}</blockquote>`;
    case 'small':
      return html`<small class="small-line">${inner(node.children)}</small>`;
    case 'heading':
      // Not a heading of the page: messages are no part of its outline.
      return html`<span class="heading heading-${node.level}">${inner(node.children)}</span>`;
    case 'item':
      return html`<span class="item depth-${node.depth}"><span class="marker">${node.marker}</span><span>${inner(node.children)}</span></span>`;
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'code-block':
      return html`<pre tabindex="0"><code>${node.text}</code></pre>`;
    case 'link':
      return html`<a href=${node.url} target="_blank" rel="noreferrer noopener">${inner(node.children)}</a>`;
    case 'mention':
      return html`<span class="mention">${mentioned(state, node)}</span>`;
    case 'emoji':
      return `:${node.name}:`;
    case 'time':
      return html`<live-time .seconds=${node.seconds} .look=${node.style}></live-time>`;
  }
}

function mentioned(state: PageState, { of, id, name }: Extract<MarkdownNode, { readonly kind: 'mention' }>): string {
  switch (of) {
    case 'user':
      return `@${memberOf(state, id)?.displayName ?? 'unknown-user'}`;
    case 'role':
      return `@${state.guild.roles.find((role) => role.id === id)?.name.replace(/^@/, '') ?? 'deleted-role'}`;
    case 'channel':
      return `#${channelOf(state, id)?.name ?? 'unknown'}`;
    case 'command':
      return `/${name}`;
  }
}
