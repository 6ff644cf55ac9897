import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';

export const LIST_ID = 'suggestions';

/** A list above the box that belongs to its combobox: the focus stays in the box, `active` is the row it points at. */
export function suggestionList(list: {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly detail?: string; readonly aside?: string }[];
  readonly active: number;
  /** Shown in place of rows: that they are on their way, or failed. */
  readonly note: string | undefined;
  readonly onChoose: (index: number) => void;
}): TemplateResult {
  const { title, rows, active, note, onChoose } = list;
  return html`<div class="suggestions">
    <p class="suggestions-title" id="suggestions-title">${title}</p>
    ${note === undefined ? nothing : html`<p class="suggestions-note" role="status">${note}</p>`}
    <ul id=${LIST_ID} role="listbox" aria-labelledby="suggestions-title">
      ${rows.map(({ label, detail, aside }, index) => {
        const chosen = index === active;
        return html`<li id=${rowId(index)} role="option" class="suggestion" aria-selected=${chosen ? 'true' : 'false'}
          @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => onChoose(index)}>
          <span class="suggestion-label">${label}</span>
          ${detail === undefined ? nothing : html`<span class="suggestion-detail">${detail}</span>`}
          ${aside === undefined ? nothing : html`<span class="suggestion-aside">${aside}</span>`}
        </li>`;
      })}
    </ul>
    ${guard([active, rows], () => keepInView(active))}
  </div>`;
}

export function rowId(index: number): string {
  return `suggestion-${index}`;
}

/** The row after or before, round and round. */
export function step(active: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  return active === -1 && by === -1 ? count - 1 : (active + by + count) % count;
}

function keepInView(active: number): typeof nothing {
  requestAnimationFrame(() => document.getElementById(rowId(active))?.scrollIntoView({ block: 'nearest' }));
  return nothing;
}
