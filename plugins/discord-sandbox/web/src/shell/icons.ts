import { svg, type SVGTemplateResult, html, type TemplateResult } from 'lit';

const stroke = (path: string): SVGTemplateResult =>
  svg`<path d=${path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />`;

const SHAPES = {
  hash: stroke('M9 3 7 21M17 3l-2 18M4 8.5h17M3 15.5h17'),
  letter: stroke('M3 6h18v12H3zM3 7l9 7 9-7'),
  speaker: stroke('M4 9v6h4l5 4V5L8 9zM17 8.5a5 5 0 0 1 0 7M19.5 5.5a9 9 0 0 1 0 13'),
  'speaker-off': stroke('M4 9v6h4l5 4V5L8 9zM17 9.5l5 5M22 9.5l-5 5'),
  stage: stroke('M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM7.5 17a6.5 6.5 0 1 1 9 0M9 21h6'),
  muted: stroke('M9 9V6a3 3 0 0 1 6 0v5M18 11a6 6 0 0 1-9 5.2M6 11v1M12 18v3M4 3l16 18'),
  deafened: stroke('M4 14v-2a8 8 0 0 1 13-6.2M20 11v8h-3v-4M4 14h3v5H4zM4 3l16 18'),
  signal: stroke('M5 19h.01M5 13a6 6 0 0 1 6 6M5 7a12 12 0 0 1 12 12'),
  'hang-up': stroke('M14 8V5H5v14h9v-3M10 12h11M17 8l4 4-4 4'),
  eye: stroke('M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z'),
  crown: stroke('M4 18h16M4 15 3 7l5 4 4-6 4 6 5-4-1 8z'),
  shield: stroke('M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z'),
  check: stroke('M4 12.5l5 5L20 6.5'),
  outside: stroke('M14 4h6v6M20 4l-9 9M18 14v6H4V6h6'),
  reply: stroke('M4 20v-6a4 4 0 0 1 4-4h11M15 6l4 4-4 4'),
  close: stroke('M5 5l14 14M19 5 5 19'),
  record: svg`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2" /><circle cx="12" cy="12" r="3" fill="currentColor" />`,
} as const;

/** A small picture beside words that say the same, so it is hidden from screen readers. */
export function icon(name: keyof typeof SHAPES): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;
}
