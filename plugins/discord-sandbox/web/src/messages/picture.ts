import { html, type TemplateResult } from 'lit';

/** A picture from the sandbox itself. One from elsewhere is only named: the page loads nothing from outside. */
export function picture(url: string, words: string, look: string): TemplateResult {
  if (isLocal(url)) return html`<img class=${look} src=${url} alt=${words} loading="lazy" />`;
  return html`<span class="${look} foreign-picture" role="img" aria-label="${words}, not loaded: it is at ${hostOf(url)}"
    title="Discord would show this picture: ${url}">${hostOf(url)}</span>`;
}

/** The sandbox names its own files by path. */
export function isLocal(url: string): boolean {
  return url.startsWith('/') && !url.startsWith('//');
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'elsewhere';
}
