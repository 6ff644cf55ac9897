import type { Button, ControlRow, Embed, MessageContent } from '@tonearm/core';
import type { Look } from './palette.js';

/** A card in the making: everything that may be missing is simply left out. */
export interface Card {
  readonly look: Look;
  /** Without it the card is one quiet line. */
  readonly title?: string;
  readonly url?: string | undefined;
  /** Below each other; `undefined` is no line. */
  readonly lines: readonly (string | undefined)[];
  readonly thumbnailUrl?: string | undefined;
  readonly footer?: string;
  readonly timestampMs?: number;
  readonly buttons?: readonly Button[];
}

/** The message with this one card, and nothing left over from the one before. */
export function messageOf(card: Card): MessageContent {
  const { look, title, url, lines, thumbnailUrl, footer, timestampMs, buttons = [] } = card;
  const embed: Embed = {
    colour: look.colour,
    ...(title === undefined ? {} : { title: `${look.sign} ${title}` }),
    ...(url === undefined ? {} : { url }),
    description: lines.filter((line) => line !== undefined).join('\n'),
    ...(thumbnailUrl === undefined ? {} : { thumbnailUrl }),
    ...(footer === undefined ? {} : { footer }),
    ...(timestampMs === undefined ? {} : { timestampMs }),
  };
  const rows: readonly ControlRow[] = buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }];
  return { embeds: [embed], rows };
}
