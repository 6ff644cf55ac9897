import { html, type TemplateResult } from 'lit';
import { icon } from './icons.js';

/** White text is readable on each. */
const COLOURS = 6;

/** A round picture of initials; a record for a bot. */
export function avatar(user: { readonly displayName: string; readonly bot: boolean }, look = ''): TemplateResult {
  if (user.bot) return html`<span class="avatar bot ${look}" aria-hidden="true">${icon('record')}</span>`;
  const colour = [...user.displayName].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS;
  return html`<span class="avatar colour-${colour} ${look}" aria-hidden="true">${initialsOf(user.displayName)}</span>`;
}

/** The first letters of the first two words that have any, "The" left out. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '' && word.toLowerCase() !== 'the');
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}

/** A role's colour as CSS; `undefined` for none. */
export function cssColour(colour: number): string | undefined {
  return colour === 0 ? undefined : `#${colour.toString(16).padStart(6, '0')}`;
}
